import { Body, Controller, Get, Param, Post, UseInterceptors } from '@nestjs/common';
import { CityTime } from '../../platform/clock/index.ts';
import { Guessable, PublicForm } from '../../platform/edge/index.ts';
import { type Answered, IdempotencyKeyHeader, MakesOnce, Public, ReplayedHeader } from '../../platform/http/index.ts';
import { ReopenDesk } from './reopening/reopen-desk.service.ts';
import { ReopenReceiptView, RequestReopeningDto, toReopenReceipt } from './reopening/reopen-request.dto.ts';
import { Respondents } from './respondent.service.ts';
import { SurveyAnswers } from './survey-answer.service.ts';
import { SurveyPages } from './survey-page.service.ts';
import {
  SurveyAnswerDto,
  SurveyDetailsDto,
  SurveyReceiptView,
  SurveyView,
  toSurveyAnswer,
  toSurveyDetails,
  toSurveyReceipt,
  toSurveyView,
} from './survey.dto.ts';

/** The pages behind the link that a citizen gets when a case is closed. */
@Controller('public/surveys')
export class SurveyPublicController {
  constructor(
    private readonly pages: SurveyPages,
    private readonly respondents: Respondents,
    private readonly answers: SurveyAnswers,
    private readonly reopening: ReopenDesk,
    private readonly time: CityTime,
  ) {}

  /** What is asked; asking stores nothing. 410 when it was answered or the time is over. */
  @Get(':token')
  @Public()
  @Guessable('CODE')
  async ask(@Param('token') token: string): Promise<SurveyView> {
    return toSurveyView(await this.pages.open(token), this.write);
  }

  /** The one answer: the first click is enough. A second or a late one is refused with 410. */
  @Post(':token')
  @Public()
  @Guessable('CODE')
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(SurveyReceiptView)
  async answer(
    @Param('token') token: string,
    @Body() body: SurveyAnswerDto,
    @IdempotencyKeyHeader() key: string | null,
  ): Promise<Answered<SurveyReceiptView>> {
    return toSurveyReceipt(await this.answers.answer(this.respondents.byLink(token), toSurveyAnswer(body), key), this.write);
  }

  /** What was not said with the first click, once, as long as the survey is open. */
  @Post(':token/details')
  @Public()
  @Guessable('CODE')
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(SurveyReceiptView)
  async details(
    @Param('token') token: string,
    @Body() body: SurveyDetailsDto,
    @IdempotencyKeyHeader() key: string | null,
  ): Promise<Answered<SurveyReceiptView>> {
    return toSurveyReceipt(await this.answers.addDetails(this.respondents.byLink(token), toSurveyDetails(body), key), this.write);
  }

  /** Not fixed: asks for the case to be opened again, once, after a low answer. The city decides by `dueAt`. */
  @Post(':token/reopen-request')
  @Public()
  @PublicForm()
  @Guessable('CODE')
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(ReopenReceiptView)
  async requestReopening(
    @Param('token') token: string,
    @Body() { reason }: RequestReopeningDto,
    @IdempotencyKeyHeader() key: string | null,
  ): Promise<Answered<ReopenReceiptView>> {
    return toReopenReceipt(await this.reopening.ask(this.respondents.byLink(token), reason, key), this.write);
  }

  private readonly write = (at: Date): string => this.time.write(at);
}
