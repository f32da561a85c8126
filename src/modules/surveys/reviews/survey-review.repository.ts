import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { sql, type Tx } from '../../../platform/database/index.ts';
import { within } from '../../cases/index.ts';
import { ReviewNotFound } from './domain/review-errors.ts';
import type { ResolvedReview, Review } from './domain/review.ts';

/** A review of a case, which may have been made anonymous. */
export interface LockedReview extends Review {
  readonly anonymisedAt: Date | null;
}

@Injectable()
export class SurveyReviewRepository {
  /**
   * A review of a case within the caller's reach, locked until the transaction ends. A batch of retention that takes the case at the same
   * moment is waited for, and waits.
   *
   * @throws ReviewNotFound
   */
  async lock(tx: Tx, id: string, scope: Scope): Promise<LockedReview> {
    const [review] = await tx.query<LockedReview>(sql`
      SELECT r.id, r.survey_id AS "surveyId", r.case_id AS "caseId", r.state, r.opened_at AS "openedAt",
        c.anonymised_at AS "anonymisedAt",
        ARRAY(
          SELECT DISTINCT g.agency_code FROM assignments g WHERE g.case_id = r.case_id AND g.assigned_at <= r.opened_at
        ) AS "handledBy"
      FROM survey_reviews r
      JOIN cases c ON c.id = r.case_id
      WHERE r.id = ${id}${within(scope)}
      FOR KEY SHARE OF c
      FOR UPDATE OF r`);
    if (!review) throw new ReviewNotFound();
    return review;
  }

  async saveResolved(tx: Tx, review: ResolvedReview): Promise<void> {
    await tx.query(sql`
      UPDATE survey_reviews
      SET state = ${review.state}, finding = ${review.finding}, note = ${review.note}, resolved_at = ${review.resolvedAt},
        resolved_by = ${review.resolvedBy}
      WHERE id = ${review.id}`);
  }
}
