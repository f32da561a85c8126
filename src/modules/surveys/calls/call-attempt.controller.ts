import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor, type Language, PreferredLanguage } from '../../../platform/http/index.ts';
import { CallAttemptDto, CallStandingView, toCallStanding } from './call-attempt.dto.ts';
import type { SurveyCall } from './domain/survey-call.ts';
import { SurveyCallDesk } from './survey-call-desk.service.ts';
import { SurveyCallId } from './survey-call.dto.ts';

/** Who calls whom, and what came of calls without an answer. */
@Controller('survey-calls')
export class CallAttemptController {
  constructor(
    private readonly desk: SurveyCallDesk,
    private readonly time: CityTime,
  ) {}

  /** Takes a call from the list: for some minutes nobody else can. Taken again by the same person it is theirs for longer. */
  @Post(':id/claim')
  @HttpCode(200)
  @Allow('survey.take')
  async claim(
    @CurrentActor() actor: Actor,
    @Param('id', SurveyCallId) id: string,
    @PreferredLanguage() language: Language,
  ): Promise<CallStandingView> {
    return this.show(await this.desk.claim(actor, id), language);
  }

  /** Notes a call without an answer, by whoever took it. Who refuses, or is not reached after some attempts, is not called again. */
  @Post(':id/attempt')
  @HttpCode(200)
  @Allow('survey.take')
  async attempt(
    @CurrentActor() actor: Actor,
    @Param('id', SurveyCallId) id: string,
    @Body() { outcome }: CallAttemptDto,
    @PreferredLanguage() language: Language,
  ): Promise<CallStandingView> {
    return this.show(await this.desk.attempt(actor, id, outcome), language);
  }

  private show(call: SurveyCall, language: Language): CallStandingView {
    return toCallStanding(call, language, (at) => this.time.write(at));
  }
}
