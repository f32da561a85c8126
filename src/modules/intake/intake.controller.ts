import { Body, Controller, Post, UseInterceptors } from '@nestjs/common';
import { type Actor, isOwnOnly } from '../../kernel/actor.ts';
import { CityTime } from '../../platform/clock/index.ts';
import {
  Allow,
  type Answered,
  CurrentActor,
  IdempotencyKeyHeader,
  type Language,
  MakesOnce,
  PreferredLanguage,
  ReplayedHeader,
} from '../../platform/http/index.ts';
import { CaseNames } from '../cases/index.ts';
import type { Registered } from './domain/registered.ts';
import { IntakeDesk } from './intake-desk.service.ts';
import { StaffPetitionDto, toStaffDraft } from './petition.dto.ts';
import { RegisteredView, toRegisteredView } from './registered.dto.ts';

@Controller('petitions')
@UseInterceptors(ReplayedHeader)
export class IntakeController {
  constructor(
    private readonly desk: IntakeDesk,
    private readonly names: CaseNames,
    private readonly time: CityTime,
  ) {}

  /** Register a petition for a citizen: told by telephone or at the counter, sent by letter, fax or e-mail. */
  @Post()
  @Allow('petition.create')
  @MakesOnce(RegisteredView)
  register(
    @CurrentActor() actor: Actor,
    @IdempotencyKeyHeader() key: string | null,
    @PreferredLanguage() language: Language,
    @Body() sent: StaffPetitionDto,
  ): Promise<Answered<RegisteredView>> {
    const draft = toStaffDraft(sent, this.time.now());
    const answer = (of: Registered): RegisteredView =>
      toRegisteredView(of, this.names.around(of.case), language, isOwnOnly(actor.scope));
    return this.desk.fromStaff(actor, { key, sent, draft, answer });
  }
}
