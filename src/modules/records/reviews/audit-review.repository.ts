import { Injectable } from '@nestjs/common';
import { type ConstraintErrors, type Db, refusing, sql, type Tx } from '../../../platform/database/index.ts';
import { AlreadyReviewed, type AuditReview } from './domain/audit-review.ts';

const REVIEW_CONSTRAINTS: ConstraintErrors = { audit_reviews_month_unique: AlreadyReviewed };

/** Months that were signed off. */
@Injectable()
export class AuditReviewRepository {
  /** @throws AlreadyReviewed */
  async insert(tx: Tx, review: AuditReview): Promise<void> {
    const { id, month, reviewedAt, reviewerId, reviewerName, note, digest } = review;
    await tx
      .query(
        sql`INSERT INTO audit_reviews (id, month, reviewed_at, reviewer_id, reviewer_name, note, digest)
          VALUES (${id}, ${month}, ${reviewedAt}, ${reviewerId}, ${reviewerName}, ${note}, ${digest})`,
      )
      .catch(refusing(REVIEW_CONSTRAINTS));
  }

  /** The newest month first. */
  list(db: Db): Promise<AuditReview[]> {
    return db.query<AuditReview>(sql`
      SELECT r.id, r.month, r.reviewed_at AS "reviewedAt", r.reviewer_id AS "reviewerId", r.reviewer_name AS "reviewerName", r.note, r.digest
      FROM audit_reviews r
      ORDER BY r.month DESC`);
  }
}
