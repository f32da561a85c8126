import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { type Db, type Sql, sql } from '../../../platform/database/index.ts';
import { within } from '../../cases/index.ts';
import { SealedPetitioners, type SealedRow } from '../../petitions/index.ts';
import type { SurveyCaller } from '../domain/survey-policy.ts';
import type { AskedSurvey } from '../survey.read-model.ts';

/** A survey that waits to be asked by telephone, about a case that is still closed. Whoever petitioned in confidence is not called. */
export interface WaitingCall extends AskedSurvey {
  readonly id: string;
  readonly petitionId: string;
  readonly name: string | null;
  readonly phone: string;
  readonly since: Date;
  /** Who took it from the list and calls now; null when nobody does. */
  readonly claimedBy: string | null;
  readonly claimedUntil: Date | null;
  readonly attempts: number;
}

/** One page of calls, with one more row when there is another. */
export interface WaitingCalls {
  readonly rows: readonly WaitingCall[];
  /** All that wait; null when nobody asked. */
  readonly total: number | null;
}

export interface CallFilter {
  readonly scope: Scope;
  readonly by: SurveyCaller;
  /** Those that can still be answered then. */
  readonly at: Date;
}

/** The last row of a page: the list goes on after it. */
export interface CallCursor {
  readonly since: Date;
  readonly id: string;
}

@Injectable()
export class SurveyCallReadModel {
  constructor(private readonly petitioners: SealedPetitioners) {}

  /** Those who have waited longest first. @param limit rows, one more than a page to know whether there is another */
  async waiting(db: Db, filter: CallFilter, after: CallCursor | null, limit: number): Promise<WaitingCall[]> {
    const beyond = after ? sql` AND (s.call_since, s.id) > (${after.since}, ${after.id})` : sql``;
    const rows = await db.query<CallRow>(sql`
      SELECT s.id, w.petition_id AS "petitionId", w.sealed, s.call_since AS since, p.petition_no AS "petitionNo", c.case_no AS "caseNo", p.subject,
        a.name_zh AS "agencyNameZh", a.name_en AS "agencyNameEn", c.reply, p.language, s.expires_at AS "expiresAt",
        s.call_attempts AS attempts, l.name AS "claimedBy", l.until AS "claimedUntil"
      ${FROM_CALLS}
      LEFT JOIN LATERAL (
        SELECT u.display_name AS name, s.claimed_until AS until
        FROM accounts u
        WHERE u.id = s.claimed_by AND s.claimed_until > ${filter.at}
      ) l ON true
      WHERE ${matching(filter)}${beyond}
      ORDER BY s.call_since, s.id
      LIMIT ${limit}`);
    const opened = await this.petitioners.openAll(rows);
    return opened.map(({ person, ...same }) => ({ ...same, name: person.name, phone: person.phone! }));
  }

  async count(db: Db, filter: CallFilter): Promise<number> {
    const [row] = await db.query<{ total: number }>(
      sql`SELECT count(*)::integer AS total ${FROM_CALLS} WHERE ${matching(filter)}`,
    );
    return row!.total;
  }
}

type CallRow = Omit<WaitingCall, 'name' | 'phone'> & SealedRow;

const FROM_CALLS = sql`
  FROM surveys s
  JOIN cases c ON c.id = s.case_id
  JOIN petitions p ON p.id = s.petition_id
  JOIN petitioners w ON w.petition_id = s.petition_id
  LEFT JOIN agencies a ON a.code = c.lead_agency_code AND a.replaced_at IS NULL`;

const matching = ({ scope, by, at }: CallFilter): Sql => sql`
  s.call_by = ${by} AND s.answered_at IS NULL AND s.ended_at IS NULL AND s.expires_at > ${at} AND w.has_phone
    AND c.status = 'CLOSED' AND c.closings = s.closing AND NOT p.confidential AND NOT c.confidential${within(scope)}`;
