import { Injectable } from '@nestjs/common';
import type { Scope } from '../../kernel/actor.ts';
import { type Db, type Sql, sql } from '../../platform/database/index.ts';
import { within } from '../cases/index.ts';
import type { NotAsked } from './domain/eligibility.ts';
import type { Unanswered } from './domain/survey-end.ts';

/**
 * `OPEN`: can still be answered. `NOT_SENT`: the petitioner was not asked. `EXPIRED`: the time is over. `ENDED`: nobody waits for an
 * answer any more, though the time was not over. What is neither open nor answered has a reason.
 */
export const SURVEY_STATES = ['OPEN', 'ANSWERED', 'ENDED', 'EXPIRED', 'NOT_SENT'] as const;
export type SurveyState = (typeof SURVEY_STATES)[number];

export type SurveyReason = NotAsked | Unanswered;

/** What became of asking one petitioner after one closing. */
export interface SurveyRecord {
  readonly id: string;
  readonly caseNo: string;
  readonly petitionNo: string;
  readonly closing: number;
  readonly state: SurveyState;
  readonly reason: SurveyReason | null;
  readonly offeredAt: Date;
  readonly expiresAt: Date | null;
  readonly remindedAt: Date | null;
  readonly answeredAt: Date | null;
  readonly overall: number | null;
  readonly channel: string | null;
}

export interface SurveyFilter {
  readonly state: SurveyState | null;
  readonly reason: SurveyReason | null;
  readonly caseNo: string | null;
  /** Which surveys have expired by then. */
  readonly at: Date;
}

/** The last row of a page: the list goes on after it. */
export interface SurveyCursor {
  readonly offeredAt: Date;
  readonly id: string;
}

@Injectable()
export class SurveyRecordReadModel {
  /** The newest first. @param limit rows, one more than a page to know whether there is another */
  list(db: Db, scope: Scope, filter: SurveyFilter, after: SurveyCursor | null, limit: number): Promise<SurveyRecord[]> {
    const beyond = after ? sql` AND (s.offered_at, s.id) < (${after.offeredAt}, ${after.id})` : sql``;
    return db.query<SurveyRecord>(sql`
      SELECT s.id, c.case_no AS "caseNo", p.petition_no AS "petitionNo", s.closing, ${stateAt(filter.at)} AS state,
        ${reasonAt(filter.at)} AS reason, s.offered_at AS "offeredAt", s.expires_at AS "expiresAt", s.reminded_at AS "remindedAt",
        s.answered_at AS "answeredAt", s.overall, s.answer_channel AS channel
      ${FROM_SURVEYS}${within(scope)}${matching(filter)}${beyond}
      ORDER BY s.offered_at DESC, s.id DESC
      LIMIT ${limit}`);
  }

  async count(db: Db, scope: Scope, filter: SurveyFilter): Promise<number> {
    const [row] = await db.query<{ total: number }>(sql`
      SELECT count(*)::integer AS total ${FROM_SURVEYS}${within(scope)}${matching(filter)}`);
    return row!.total;
  }
}

const FROM_SURVEYS = sql`
  FROM surveys s
  JOIN cases c ON c.id = s.case_id
  JOIN petitions p ON p.id = s.petition_id
  WHERE true`;

const stateAt = (at: Date): Sql => sql`
  CASE
    WHEN s.not_sent_reason IS NOT NULL THEN 'NOT_SENT'
    WHEN s.answered_at IS NOT NULL THEN 'ANSWERED'
    WHEN s.ended_at IS NOT NULL THEN 'ENDED'
    WHEN s.expires_at <= ${at} THEN 'EXPIRED'
    ELSE 'OPEN'
  END`;

/** Why there is no answer; null when there is one or can still be. Whoever has only a telephone cannot answer before they are called. */
const reasonAt = (at: Date): Sql => sql`
  CASE ${stateAt(at)}
    WHEN 'NOT_SENT' THEN s.not_sent_reason
    WHEN 'ENDED' THEN s.end_reason
    WHEN 'EXPIRED' THEN
      CASE
        WHEN s.call_attempts > 0 THEN 'NOT_REACHED'
        WHEN s.call_by = 'OPERATOR' AND s.token_hash IS NULL AND s.reminder_token_hash IS NULL THEN 'NOT_CALLED'
        ELSE 'NO_ANSWER'
      END
  END`;

function matching({ state, reason, caseNo, at }: SurveyFilter): Sql {
  const ofState = state === null ? sql`` : sql` AND ${stateAt(at)} = ${state}`;
  const forReason = reason === null ? sql`` : sql` AND ${reasonAt(at)} = ${reason}`;
  const ofCase = caseNo === null ? sql`` : sql` AND c.case_no = ${caseNo}`;
  return sql`${ofState}${forReason}${ofCase}`;
}
