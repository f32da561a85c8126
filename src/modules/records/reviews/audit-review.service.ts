import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { type Answered, IdempotencyKeys } from '../../../platform/http/index.ts';
import { AuditReviewRepository } from './audit-review.repository.ts';
import {
  type AuditReview,
  auditReviewed,
  auditReviewRead,
  MonthNotOver,
  ReviewChanged,
  type ReviewFormat,
  type ReviewSummary,
} from './domain/audit-review.ts';
import { ReviewSummaries } from './review-summary.service.ts';

/** What somebody signs. */
export interface Signature<Answer> {
  readonly key: string | null;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly note: string;
  /** Digest of the summary that they looked at; null: they do not say. */
  readonly seen: string | null;
  readonly answer: (review: AuditReview) => Answer;
}

/** The review of the record that the protection baseline asks for regularly: who looked at which month, and at what. */
@Injectable()
export class AuditReviews {
  constructor(
    private readonly database: Database,
    private readonly summaries: ReviewSummaries,
    private readonly reviews: AuditReviewRepository,
    private readonly record: Facts,
    private readonly keys: IdempotencyKeys,
  ) {}

  /** The newest month first. */
  list(): Promise<AuditReview[]> {
    return this.reviews.list(this.database);
  }

  /** Shows what stands out in a month, and records that somebody looked. */
  async read(actor: Actor, month: string, format: ReviewFormat): Promise<ReviewSummary> {
    const summary = await this.summaries.of(month);
    const { digest } = summary;
    await this.database.transaction((tx) =>
      this.record.record(tx, actor, [auditReviewRead(actor.id, { month, format, digest })]),
    );
    return summary;
  }

  /** @throws MonthNotOver, ReviewChanged, AlreadyReviewed, BadIdempotencyKey, IdempotencyKeyReused */
  sign<Answer extends object>(actor: Actor, { key, month, note, seen, answer }: Signature<Answer>): Promise<Answered<Answer>> {
    return this.keys.once(
      `audit-reviews:${actor.id}`,
      key,
      { month, note, ...(seen !== null && { digest: seen }) },
      async (remember) => {
        const { takenAt: reviewedAt, over, digest } = await this.summaries.of(month);
        if (!over) throw new MonthNotOver();
        if (seen !== null && seen !== digest) throw new ReviewChanged();
        const review = { id: newId(), month, reviewedAt, reviewerId: actor.id, reviewerName: actor.name, note, digest };
        await this.database.transaction(async (tx) => {
          await this.reviews.insert(tx, review);
          const remembered = remember(answer(review));
          if (remembered) await tx.query(remembered);
          await this.record.record(tx, actor, [auditReviewed(review)]);
        });
        return answer(review);
      },
    );
  }
}
