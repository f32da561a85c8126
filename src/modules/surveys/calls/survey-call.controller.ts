import { Body, Controller, Get, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import {
  Allow,
  type Answered,
  CurrentActor,
  IdempotencyKeyHeader,
  ListOf,
  MakesOnce,
  type Page,
  ReplayedHeader,
} from '../../../platform/http/index.ts';
import { ReopenDesk } from '../reopening/reopen-desk.service.ts';
import { ReopenReceiptView, RequestReopeningDto, toReopenReceipt } from '../reopening/reopen-request.dto.ts';
import { Respondents } from '../respondent.service.ts';
import { SurveyAnswers } from '../survey-answer.service.ts';
import { SurveyAnswerDto, SurveyReceiptView, toSurveyAnswer, toSurveyReceipt } from '../survey.dto.ts';
import { SurveyCallList } from './survey-call-list.service.ts';
import { SurveyCallId, SurveyCallQuery, SurveyCallView, toCallCursor, toCallPage, toSurveyCallView } from './survey-call.dto.ts';

/** Surveys of petitioners who are reached by telephone. */
@Controller('survey-calls')
export class SurveyCallController {
  constructor(
    private readonly calls: SurveyCallList,
    private readonly respondents: Respondents,
    private readonly answers: SurveyAnswers,
    private readonly reopening: ReopenDesk,
    private readonly time: CityTime,
  ) {}

  /** Whom an operator is to call, those who have waited longest first. That they saw the names and numbers is recorded. */
  @Get()
  @Allow('survey.take')
  @ListOf(SurveyCallView)
  async list(@CurrentActor() actor: Actor, @Query() query: SurveyCallQuery): Promise<Page<SurveyCallView>> {
    const waiting = await this.calls.forOperator(actor, toCallCursor(query.cursor), query);
    return toCallPage(waiting, query.limit, (call) => toSurveyCallView(call, (at) => this.time.write(at)));
  }

  /** The petitioner's answer, written down by the operator. A second or a late one is refused with 410. */
  @Post(':id/answer')
  @Allow('survey.take')
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(SurveyReceiptView)
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', SurveyCallId) id: string,
    @Body() body: SurveyAnswerDto,
    @IdempotencyKeyHeader() key: string | null,
  ): Promise<Answered<SurveyReceiptView>> {
    const answered = await this.answers.answer(this.respondents.byOperator(actor, id), toSurveyAnswer(body), key);
    return toSurveyReceipt(answered, (at) => this.time.write(at));
  }

  /** Not fixed, says the petitioner on the telephone: asks for the case to be opened again, once, after a low answer. */
  @Post(':id/reopen-request')
  @Allow('survey.take')
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(ReopenReceiptView)
  async requestReopening(
    @CurrentActor() actor: Actor,
    @Param('id', SurveyCallId) id: string,
    @Body() { reason }: RequestReopeningDto,
    @IdempotencyKeyHeader() key: string | null,
  ): Promise<Answered<ReopenReceiptView>> {
    const taken = await this.reopening.ask(this.respondents.byOperator(actor, id), reason, key);
    return toReopenReceipt(taken, (at) => this.time.write(at));
  }
}
