import { Body, Controller, Get, Post, Query, Res, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
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
  PageQuery,
  pageOfRows,
  ReplayedHeader,
} from '../../../platform/http/index.ts';
import {
  AuditReviewView,
  ReviewQuery,
  ReviewSummaryView,
  SignReviewDto,
  toReviewView,
  toSummaryView,
} from './audit-review.dto.ts';
import { AuditReviews } from './audit-review.service.ts';
import type { AuditReview } from './domain/audit-review.ts';

@Controller('audit')
export class AuditReviewController {
  constructor(
    private readonly reviews: AuditReviews,
    private readonly time: CityTime,
  ) {}

  /**
   * What stands out in a month: failed sign-ins, lockouts, what administrators did, who was shown citizens' data, what was handed out, and
   * who signed in when the office was closed. As JSON, or with `format=csv` as the file whose digest a signature names. That somebody
   * looked is recorded too.
   */
  @Get('review')
  @Allow('audit.read')
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ type: ReviewSummaryView })
  async review(
    @CurrentActor() actor: Actor,
    @Query() { month, format }: ReviewQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReviewSummaryView | string> {
    const summary = await this.reviews.read(actor, month, format);
    if (format === 'json') return toSummaryView(summary, (at) => this.time.write(at));
    void reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="audit-review-${month}.csv"`);
    return summary.csv;
  }

  /** The months that were signed off, the newest first. */
  @Get('reviews')
  @Allow('audit.read')
  @ListOf(AuditReviewView)
  async list(@Query() query: PageQuery): Promise<Page<AuditReviewView>> {
    return pageOfRows(
      await this.reviews.list(),
      query,
      ({ id }) => id,
      (review) => this.show(review),
    );
  }

  /** Sign a month off: I have looked at its summary. Once for each month, when it is over. */
  @Post('reviews')
  @Allow('audit.review')
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(AuditReviewView)
  sign(
    @CurrentActor() actor: Actor,
    @IdempotencyKeyHeader() key: string | null,
    @Body() { month, note, digest }: SignReviewDto,
  ): Promise<Answered<AuditReviewView>> {
    return this.reviews.sign(actor, { key, month, note, seen: digest ?? null, answer: (review) => this.show(review) });
  }

  private show(review: AuditReview): AuditReviewView {
    return toReviewView(review, (at) => this.time.write(at));
  }
}
