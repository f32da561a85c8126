import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CityTime } from '../../../platform/clock/index.ts';
import { Guessable } from '../../../platform/edge/index.ts';
import { IdempotencyKeyHeader, type Language, PreferredLanguage, Public } from '../../../platform/http/index.ts';
import { tokenHash } from '../../../platform/tokens/index.ts';
import { SupplementAnswers } from './supplement-answer.service.ts';
import { SupplementDesk } from './supplement-desk.service.ts';
import { ReceiveSupplementDto, SupplementReceiptView, SupplementView, toSupplementView } from './supplement.dto.ts';
import { SupplementReadModel } from './supplement.read-model.ts';

/** The pages behind the link by which a petitioner answers a question. */
@Controller('public/supplements')
export class SupplementPublicController {
  constructor(
    private readonly reader: SupplementReadModel,
    private readonly answers: SupplementAnswers,
    private readonly desk: SupplementDesk,
    private readonly time: CityTime,
  ) {}

  /** What is asked. 410 when it was answered, the time is over, or the case went on without the answer. */
  @Get(':token')
  @Public()
  @Guessable('CODE')
  async ask(@Param('token') token: string, @PreferredLanguage() language: Language): Promise<SupplementView> {
    return toSupplementView(await this.reader.asked(tokenHash(token)), language, (at) => this.time.write(at));
  }

  /** The one answer. A second or a late one is refused with 410. */
  @Post(':token')
  @Public()
  @Guessable('CODE')
  async answer(
    @Param('token') token: string,
    @Body() { text, attachmentIds }: ReceiveSupplementDto,
    @IdempotencyKeyHeader() key: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SupplementReceiptView> {
    const { answer, replayed } = await this.answers.answer(token, this.desk.receive(text, attachmentIds ?? []), key);
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return { ...answer, answeredAt: this.time.write(new Date(answer.answeredAt)) };
  }
}
