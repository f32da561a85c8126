import { Body, Controller, Get, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { CityTime } from '../../../platform/clock/index.ts';
import {
  type Answered,
  IdempotencyKeyHeader,
  ListOf,
  MakesOnce,
  type Page,
  ReplayedHeader,
  Signed,
} from '../../../platform/http/index.ts';
import { Respondents } from '../respondent.service.ts';
import { SurveyAnswers } from '../survey-answer.service.ts';
import { SurveyAnswerDto, SurveyReceiptView, toSurveyAnswer, toSurveyReceipt } from '../survey.dto.ts';
import { SurveyCallList } from './survey-call-list.service.ts';
import { SurveyCallId, SurveyCallQuery, toCallCursor, toCallPage, toVoiceCallView, VoiceCallView } from './survey-call.dto.ts';

/** For the machine that calls petitioners and lets them answer with the keys of their telephone. */
@Controller('voice-response/surveys')
export class VoiceResponseController {
  constructor(
    private readonly calls: SurveyCallList,
    private readonly respondents: Respondents,
    private readonly answers: SurveyAnswers,
    private readonly time: CityTime,
  ) {}

  /** Whom the machine is to call, those who have waited longest first. That it had the numbers is recorded. */
  @Get()
  @Signed('voice-response')
  @ListOf(VoiceCallView)
  async list(@Query() query: SurveyCallQuery): Promise<Page<VoiceCallView>> {
    const waiting = await this.calls.forMachine(toCallCursor(query.cursor), query);
    return toCallPage(waiting, query.limit, (call) => toVoiceCallView(call, (at) => this.time.write(at)));
  }

  /** What was pressed. A second answer or a late one is refused with 410. */
  @Post(':id')
  @Signed('voice-response')
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(SurveyReceiptView)
  async answer(
    @Param('id', SurveyCallId) id: string,
    @Body() body: SurveyAnswerDto,
    @IdempotencyKeyHeader() key: string | null,
  ): Promise<Answered<SurveyReceiptView>> {
    const answered = await this.answers.answer(this.respondents.byMachine(id), toSurveyAnswer(body), key);
    return toSurveyReceipt(answered, (at) => this.time.write(at));
  }
}
