import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CityTime } from '../../platform/clock/index.ts';
import { IdempotencyKeyHeader, Public } from '../../platform/http/index.ts';
import { SurveyAnswers } from './survey-answer.service.ts';
import { SurveyAnswerDto, SurveyReceiptView, SurveyView, toSurveyAnswer, toSurveyView } from './survey.dto.ts';
import { Surveys } from './survey.service.ts';

/** The pages behind the link that a citizen gets when a case is closed. */
@Controller('public/surveys')
export class SurveyPublicController {
  constructor(
    private readonly surveys: Surveys,
    private readonly answers: SurveyAnswers,
    private readonly time: CityTime,
  ) {}

  /** What is asked. 410 when it was answered or the time is over. */
  @Get(':token')
  @Public()
  async ask(@Param('token') token: string): Promise<SurveyView> {
    return toSurveyView(await this.surveys.ask(token), (at) => this.time.write(at));
  }

  /** The one answer. A second or a late one is refused with 410. */
  @Post(':token')
  @Public()
  async answer(
    @Param('token') token: string,
    @Body() body: SurveyAnswerDto,
    @IdempotencyKeyHeader() key: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SurveyReceiptView> {
    const { answer: receipt, replayed } = await this.answers.answer(token, toSurveyAnswer(body), key);
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return { ...receipt, answeredAt: this.time.write(new Date(receipt.answeredAt)) };
  }
}
