import { Controller, Get, Query } from '@nestjs/common';
import { dayOf } from '../../kernel/civil-date.ts';
import { City } from '../../platform/config/index.ts';
import { Clock } from '../../platform/clock/index.ts';
import { ListOf, type Page, pageOfList, Public } from '../../platform/http/index.ts';
import { AgencyQuery, AgencyView, toAgencyView } from './agency.dto.ts';
import { Agencies } from './agency.service.ts';
import { isActive } from './domain/agency.ts';

@Controller('agencies')
export class AgencyController {
  constructor(
    private readonly agencies: Agencies,
    private readonly city: City,
    private readonly clock: Clock,
  ) {}

  /** The bodies that cases may be sent to, dissolved ones included. */
  @Get()
  @Public()
  @ListOf(AgencyView)
  list(@Query() query: AgencyQuery): Page<AgencyView> {
    const today = dayOf(this.clock.now(), this.city.timeZone);
    return pageOfList(this.agencies.all(), query, (agency) => toAgencyView(agency, isActive(agency, today)));
  }
}
