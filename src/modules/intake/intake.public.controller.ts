import { Body, Controller, Get, Ip, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import type { BilingualText } from '../../kernel/errors.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { Guessable, PublicForm } from '../../platform/edge/index.ts';
import { type Answered, IdempotencyKeyHeader, MakesOnce, Public, ReplayedHeader } from '../../platform/http/index.ts';
import { CaseNames } from '../cases/index.ts';
import type { Channel } from '../petitions/index.ts';
import { Confirmations } from './confirmation.service.ts';
import type { Registered } from './domain/registered.ts';
import { IntakeDesk } from './intake-desk.service.ts';
import { PublicPetitionDto, toPublicDraft } from './petition.dto.ts';
import { type PublicStatusView, StatusQuery, toPublicStatusView } from './public-status.dto.ts';
import { PublicStatus } from './public-status.read-model.ts';
import { ConfirmedView, PublicRegisteredView, toPublicRegisteredView } from './registered.dto.ts';

@Controller('public')
export class PublicIntakeController {
  constructor(
    private readonly desk: IntakeDesk,
    private readonly confirmations: Confirmations,
    private readonly status: PublicStatus,
    private readonly names: CaseNames,
    private readonly time: CityTime,
  ) {}

  /** Write to the city's mailbox (市政信箱). Goes out when the e-mail address is confirmed, a hazard at once. */
  @Post('petitions')
  @Public()
  @PublicForm()
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(PublicRegisteredView)
  petition(
    @IdempotencyKeyHeader() key: string | null,
    @Body() body: PublicPetitionDto,
    @Ip() from: string,
  ): Promise<Answered<PublicRegisteredView>> {
    return this.receive('CITY_MAILBOX', key, body, from);
  }

  /** Report something in the city's appearance (市容查報). */
  @Post('reports')
  @Public()
  @PublicForm()
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(PublicRegisteredView)
  report(
    @IdempotencyKeyHeader() key: string | null,
    @Body() body: PublicPetitionDto,
    @Ip() from: string,
  ): Promise<Answered<PublicRegisteredView>> {
    return this.receive('CITY_APPEARANCE', key, body, from);
  }

  /** Follow the link of a confirmation mail. */
  @Get('confirmations/:token')
  @Public()
  @Guessable('CODE')
  async confirm(@Param('token') token: string): Promise<ConfirmedView> {
    return { petitionNo: await this.confirmations.confirm(token), confirmed: true };
  }

  /** The state of a petition, for whoever knows its number and its code. */
  @Get('petitions/:petitionNo')
  @Public()
  @Guessable('CODE')
  async get(@Param('petitionNo') petitionNo: string, @Query() { code }: StatusQuery): Promise<PublicStatusView> {
    return toPublicStatusView(await this.status.get(petitionNo, code), (at) => this.time.write(at));
  }

  private receive(
    channel: Channel,
    key: string | null,
    sent: PublicPetitionDto,
    from: string,
  ): Promise<Answered<PublicRegisteredView>> {
    const draft = toPublicDraft(sent, channel, from, this.time.now());
    const answer = (of: Registered, notice: BilingualText | null): PublicRegisteredView =>
      toPublicRegisteredView(of, this.names.around(of.case), notice && notice[draft.language === 'en' ? 'en' : 'zh-TW']);
    return this.desk.fromCitizen({ key, sent, draft, answer });
  }
}
