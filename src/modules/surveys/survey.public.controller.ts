import { Body, Controller, Get, Param, Post, UseInterceptors } from '@nestjs/common';
import { CityTime } from '../../platform/clock/index.ts';
import { Database } from '../../platform/database/index.ts';
import { type Answered, IdempotencyKeyHeader, MakesOnce, Public, ReplayedHeader } from '../../platform/http/index.ts';
import { ReopenDesk } from './reopening/reopen-desk.service.ts';
import { ReopenReceiptView, RequestReopeningDto } from './reopening/reopen-request.dto.ts';
import { type Receipt, SurveyAnswers } from './survey-answer.service.ts';
import {
  SurveyAnswerDto,
  SurveyDetailsDto,
  SurveyReceiptView,
  SurveyView,
  toSurveyAnswer,
  toSurveyDetails,
  toSurveyView,
} from './survey.dto.ts';
import { Surveys } from './survey.service.ts';

/** The pages behind the link that a citizen gets when a case is closed. */
@Controller('public/surveys')
export class SurveyPublicController {
  constructor(
    private readonly surveys: Surveys,
    private readonly answers: SurveyAnswers,
    private readonly reopening: ReopenDesk,
    private readonly database: Database,
    private readonly time: CityTime,
  ) {}

  /** What is asked; asking stores nothing. 410 when it was answered or the time is over. */
  @Get(':token')
  @Public()
  async ask(@Param('token') token: string): Promise<SurveyView> {
    return toSurveyView(await this.surveys.ask(this.database, token), (at) => this.time.write(at));
  }

  /** The one answer: the first click is enough. A second or a late one is refused with 410. */
  @Post(':token')
  @Public()
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(SurveyReceiptView)
  async answer(
    @Param('token') token: string,
    @Body() body: SurveyAnswerDto,
    @IdempotencyKeyHeader() key: string | null,
  ): Promise<Answered<SurveyReceiptView>> {
    return this.acknowledge(await this.answers.answer(token, toSurveyAnswer(body), key));
  }

  /** What was not said with the first click, once, as long as the survey is open. */
  @Post(':token/details')
  @Public()
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(SurveyReceiptView)
  async details(
    @Param('token') token: string,
    @Body() body: SurveyDetailsDto,
    @IdempotencyKeyHeader() key: string | null,
  ): Promise<Answered<SurveyReceiptView>> {
    return this.acknowledge(await this.answers.addDetails(token, toSurveyDetails(body), key));
  }

  /** Not fixed: asks for the case to be opened again, once, after an answer of 1 or 2. The city decides by `dueAt`. */
  @Post(':token/reopen-request')
  @Public()
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(ReopenReceiptView)
  async requestReopening(
    @Param('token') token: string,
    @Body() { reason }: RequestReopeningDto,
    @IdempotencyKeyHeader() key: string | null,
  ): Promise<Answered<ReopenReceiptView>> {
    const { answer, ...same } = await this.reopening.ask(token, reason, key);
    return { ...same, answer: { requestedAt: this.write(answer.requestedAt), dueAt: this.write(answer.dueAt) } };
  }

  private acknowledge({ answer, ...same }: Answered<Receipt>): Answered<SurveyReceiptView> {
    return { ...same, answer: { overall: answer.overall, answeredAt: this.write(answer.answeredAt) } };
  }

  /** An instant that was kept as text. */
  private write(at: string): string {
    return this.time.write(new Date(at));
  }
}
