import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Put, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { civilDate } from '../../../kernel/civil-date.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor, ListOf, type Page, pageOfRows, PageQuery } from '../../../platform/http/index.ts';
import { AccountId } from '../deputies/deputy.dto.ts';
import { CustodianDto, CustodianView, toCustodianView } from './custodian.dto.ts';
import { Custodians } from './custodian.service.ts';

/** Who is trusted with those who petitioned in confidence (保密專責人員). */
@Controller('custodians')
export class CustodianController {
  constructor(
    private readonly custodians: Custodians,
    private readonly time: CityTime,
  ) {}

  /** The custodians of the city and of its agencies, those of days to come among them. */
  @Get()
  @Allow('custodian.read')
  @ListOf(CustodianView)
  async list(@Query() query: PageQuery): Promise<Page<CustodianView>> {
    const today = this.time.today();
    return pageOfRows(
      await this.custodians.list(),
      query,
      ({ accountId }) => accountId,
      (one) => toCustodianView(one, today),
    );
  }

  /** Appoint somebody, for the cases of their agency or of the whole city; takes the place of what was said of them before. */
  @Put(':accountId')
  @Allow('custodian.appoint')
  async appoint(
    @CurrentActor() actor: Actor,
    @Param('accountId', AccountId) accountId: string,
    @Body() { agencyCode = null, from, until }: CustodianDto,
  ): Promise<CustodianView> {
    const entered = { accountId, agencyCode, fromOn: civilDate(from), untilOn: civilDate(until) };
    return toCustodianView(await this.custodians.appoint(actor, entered), this.time.today());
  }

  /** End it, at once. */
  @Delete(':accountId')
  @Allow('custodian.appoint')
  @HttpCode(HttpStatus.NO_CONTENT)
  dismiss(@CurrentActor() actor: Actor, @Param('accountId', AccountId) accountId: string): Promise<void> {
    return this.custodians.dismiss(actor, accountId);
  }
}
