import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { type Db, sql } from '../../../platform/database/index.ts';
import { within } from '../../cases/index.ts';

/** A low answer that nobody has looked into yet. */
export interface OpenReview {
  readonly id: string;
  readonly caseNo: string;
  readonly subject: string;
  readonly agencyCode: string | null;
  readonly petitionNo: string;
  readonly closing: number;
  readonly overall: number;
  readonly speed: number | null;
  readonly attitude: number | null;
  readonly result: number | null;
  readonly comment: string | null;
  readonly state: string;
  readonly openedAt: Date;
}

/** The last row of a page: the list goes on after it. */
export interface ReviewCursor {
  readonly openedAt: Date;
  readonly id: string;
}

@Injectable()
export class SurveyReviewReadModel {
  /** Open reviews, the oldest first. @param limit rows, one more than a page to know whether there is another */
  open(db: Db, scope: Scope, after: ReviewCursor | null, limit: number): Promise<OpenReview[]> {
    const beyond = after ? sql` AND (r.opened_at, r.id) > (${after.openedAt}, ${after.id})` : sql``;
    return db.query<OpenReview>(sql`
      SELECT r.id, c.case_no AS "caseNo", c.subject, c.lead_agency_code AS "agencyCode", p.petition_no AS "petitionNo", s.closing,
        s.overall, s.speed, s.attitude, s.result, s.comment, r.state, r.opened_at AS "openedAt"
      ${FROM_OPEN}${within(scope)}${beyond}
      ORDER BY r.opened_at, r.id
      LIMIT ${limit}`);
  }

  async countOpen(db: Db, scope: Scope): Promise<number> {
    const [row] = await db.query<{ total: number }>(sql`SELECT count(*)::integer AS total ${FROM_OPEN}${within(scope)}`);
    return row!.total;
  }
}

/** Of a case that was made anonymous nobody can find anything any more. */
const FROM_OPEN = sql`
  FROM survey_reviews r
  JOIN surveys s ON s.id = r.survey_id
  JOIN cases c ON c.id = r.case_id
  JOIN petitions p ON p.id = s.petition_id
  WHERE r.resolved_at IS NULL AND c.anonymised_at IS NULL`;
