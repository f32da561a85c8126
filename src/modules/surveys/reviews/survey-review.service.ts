import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { CaseAnonymised } from '../../cases/index.ts';
import { type ResolvedReview, resolveReview } from './domain/review.ts';
import { SurveyReviewRepository } from './survey-review.repository.ts';

/** What the city finds when it looks into low answers. */
@Injectable()
export class SurveyReviews {
  constructor(
    private readonly database: Database,
    private readonly reviews: SurveyReviewRepository,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** @throws ReviewNotFound, CaseAnonymised, ReviewResolvedAlready, ReviewOfOwnWork */
  resolve(actor: Actor, id: string, found: Pick<ResolvedReview, 'finding' | 'note'>): Promise<ResolvedReview> {
    return this.database.transaction(async (tx) => {
      const { anonymisedAt, ...review } = await this.reviews.lock(tx, id, actor.scope);
      if (anonymisedAt) throw new CaseAnonymised();
      const { next, fact } = resolveReview(review, found, actor, this.clock.now());
      await this.reviews.saveResolved(tx, next);
      await this.facts.record(tx, actor, [fact]);
      return next;
    });
  }
}
