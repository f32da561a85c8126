import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor.ts';
import { writeCsv } from '../../../platform/csv/index.ts';
import { Allow, CurrentActor, type Language, PreferredLanguage } from '../../../platform/http/index.ts';
import { AccountRules } from './account-rules.service.ts';
import { ReviewQuery, toReviewTable } from './account-review.dto.ts';
import { AccountReviews } from './account-review.service.ts';

@Controller('accounts')
export class AccountReviewController {
  constructor(
    private readonly reviews: AccountReviews,
    private readonly rules: AccountRules,
  ) {}

  /** All accounts as a table for the quarterly review, with what was done to each in the quarter. That it was taken is written down. */
  @Get('review')
  @Allow('account.review')
  @ApiProduces('text/csv')
  async review(
    @CurrentActor() actor: Actor,
    @Query() { quarter }: ReviewQuery,
    @PreferredLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const accounts = await this.reviews.export(actor, quarter);
    void reply
      .header('content-disposition', `attachment; filename="accounts-${quarter}.csv"`)
      .header('content-type', 'text/csv; charset=utf-8');
    return writeCsv(toReviewTable(accounts, this.rules, language));
  }
}
