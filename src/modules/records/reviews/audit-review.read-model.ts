import { Injectable } from '@nestjs/common';
import { type Db, sql } from '../../../platform/database/index.ts';
import { ADMINISTRATION } from './domain/audit-review.ts';

/** So often an account did one thing, or one thing happened to it. */
export interface Doings {
  readonly type: string;
  readonly username: string | null;
  readonly displayName: string;
  readonly byAdministrator: boolean;
  readonly count: number;
  readonly first: Date;
  readonly last: Date;
}

export interface SignIn {
  readonly username: string;
  readonly displayName: string;
  readonly at: Date;
}

/** What the staff did in a time, for the review of it. */
@Injectable()
export class AuditReviewReadModel {
  /**
   * Everything but everyday work, and more than stands under a heading in the end: one scan of `facts_by_time`. Of failed sign-ins and lockouts the account is the one they were about, of
   * all else the one that did it.
   */
  doings(db: Db, since: Date, before: Date): Promise<Doings[]> {
    return db.query<Doings>(sql`
      SELECT f.type, a.username, coalesce(a.display_name, f.actor_name) AS "displayName", coalesce(r.administers, false) AS "byAdministrator",
        count(*)::integer AS count, min(f.at) AS first, max(f.at) AS last
      FROM facts f
      LEFT JOIN accounts a ON a.id = CASE WHEN f.type IN ('account.sign_in_failed', 'account.locked') THEN f.subject_id ELSE f.actor_id END
      LEFT JOIN LATERAL (
        SELECT true AS administers FROM account_roles o WHERE o.account_id = f.actor_id AND o.role = 'ADMIN' LIMIT 1
      ) r ON true
      WHERE f.at >= ${since} AND f.at < ${before}
        AND (f.type LIKE ANY (${[...ADMINISTRATION, 'audit.'].map((group) => `${group.replaceAll('_', '\\_')}%`)}::text[]) OR f.type LIKE '%.exported'
          OR f.type LIKE '%reveal%' OR f.type IN ('petition.identity_viewed', 'attachment.viewed') OR r.administers)
      GROUP BY 1, 2, 3, 4
      ORDER BY 1, 2, 3, 4`);
  }

  /** The oldest first; a range of `facts_by_type`. */
  signIns(db: Db, since: Date, before: Date): Promise<SignIn[]> {
    return db.query<SignIn>(sql`
      SELECT a.username, a.display_name AS "displayName", f.at
      FROM facts f
      JOIN accounts a ON a.id = f.subject_id
      WHERE f.type = 'account.signed_in' AND f.at >= ${since} AND f.at < ${before}
      ORDER BY f.at, f.seq`);
  }
}
