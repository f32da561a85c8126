import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Guessable } from '../../../platform/edge/index.ts';
import { IdempotencyKeyHeader, Public } from '../../../platform/http/index.ts';
import { CaseNames } from '../case-names.service.ts';
import { ReferralAnswerDto, ReferralReceiptView, toReferralView, type ReferralView } from './referral.dto.ts';
import { ReferralAnswers, Referrals } from './referral.service.ts';

/** The pages behind the link that an agency outside the city gets with a case. */
@Controller('public/referrals')
export class ReferralPublicController {
  constructor(
    private readonly referrals: Referrals,
    private readonly answers: ReferralAnswers,
    private readonly names: CaseNames,
  ) {}

  /** The matter, and nothing of who petitioned. 410 when it was answered or is another agency's. */
  @Get(':token')
  @Public()
  @Guessable('CODE')
  async read(@Param('token') token: string): Promise<ReferralView> {
    const { of, agencyCode } = await this.referrals.read(token);
    return toReferralView(of, agencyCode, this.names.around(of));
  }

  /**
   * The agency's answer: the reply to the citizen when it leads the case – with the city's words on how to appeal where the category
   * demands them, after the city's approval where replies need it –, its part when it helps.
   */
  @Post(':token')
  @Public()
  @Guessable('CODE')
  async answer(
    @Param('token') token: string,
    @Body() { text, outcome }: ReferralAnswerDto,
    @IdempotencyKeyHeader() key: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReferralReceiptView> {
    const { answer, replayed } = await this.answers.answer(token, { text, outcome: outcome ?? 'REFERRED' }, key);
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return answer;
  }
}
