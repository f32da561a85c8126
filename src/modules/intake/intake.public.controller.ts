import { Body, Controller, Get, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { type Answered, IdempotencyKeyHeader, Public, ReplayedHeader } from '../../platform/http/index.ts';
import { Confirmations } from './confirmation.service.ts';
import { IntakeDesk } from './intake-desk.service.ts';
import { PublicPetitionDto } from './petition.dto.ts';
import { type PublicStatusView, StatusQuery } from './public-status.dto.ts';
import { PublicStatus } from './public-status.read-model.ts';
import type { PublicRegisteredView } from './registered.dto.ts';

@Controller('public')
export class PublicIntakeController {
  constructor(
    private readonly desk: IntakeDesk,
    private readonly confirmations: Confirmations,
    private readonly status: PublicStatus,
  ) {}

  /** Write to the city's mailbox (市政信箱). Goes out when the e-mail address is confirmed, a hazard at once. */
  @Post('petitions')
  @Public()
  @UseInterceptors(ReplayedHeader)
  petition(@IdempotencyKeyHeader() key: string | null, @Body() body: PublicPetitionDto): Promise<Answered<PublicRegisteredView>> {
    return this.desk.forCitizen('CITY_MAILBOX', key, body);
  }

  /** Report something in the city's appearance (市容查報). */
  @Post('reports')
  @Public()
  @UseInterceptors(ReplayedHeader)
  report(@IdempotencyKeyHeader() key: string | null, @Body() body: PublicPetitionDto): Promise<Answered<PublicRegisteredView>> {
    return this.desk.forCitizen('CITY_APPEARANCE', key, body);
  }

  /** Follow the link of a confirmation mail. */
  @Get('confirmations/:token')
  @Public()
  async confirm(@Param('token') token: string): Promise<{ petitionNo: string; confirmed: true }> {
    return { petitionNo: await this.confirmations.confirm(token), confirmed: true };
  }

  /** The state of a petition, for whoever knows its number and its code. */
  @Get('petitions/:petitionNo')
  @Public()
  get(@Param('petitionNo') petitionNo: string, @Query() { code }: StatusQuery): Promise<PublicStatusView> {
    return this.status.get(petitionNo, code);
  }
}
