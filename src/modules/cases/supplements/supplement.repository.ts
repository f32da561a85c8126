import { Injectable } from '@nestjs/common';
import { type Db, type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import type { Case } from '../domain/case.ts';
import { SupplementNotFound } from '../domain/supplement-errors.ts';
import type { Supplement } from '../domain/supplement.ts';

/** A question as `jsonb` tells it: instants are text. */
export type SupplementRow = {
  readonly [Key in keyof Supplement]: Supplement[Key] extends Date | null
    ? string | Extract<Supplement[Key], null>
    : Supplement[Key];
};

/** The one question of `cases c` that waits for its answer, from `supplements_one_open`. */
export const OPEN_SUPPLEMENT = sql`
  SELECT jsonb_build_object('id', u.id, 'state', u.state, 'petitionId', u.petition_id, 'question', u.question, 'replyBy', u.reply_by, 'pausedAt', u.paused_at,
    'requestedAt', u.requested_at, 'answer', u.answer, 'answeredAt', u.answered_at)
  FROM supplements u
  WHERE u.case_id = c.id AND u.state = 'OPEN'`;

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

export const toSupplement = (row: SupplementRow): Supplement => ({
  ...row,
  replyBy: new Date(row.replyBy),
  pausedAt: instant(row.pausedAt),
  requestedAt: new Date(row.requestedAt),
  answeredAt: instant(row.answeredAt),
});

/** Keeps the question that a case carries, for the statement that writes the case. Whom it was put to is kept with the link. */
export function supplementPart({ id: caseId, supplement: of }: Case): Sql {
  if (of === null) return sql`supplement AS (SELECT 1)`;
  return sql`supplement AS (
    INSERT INTO supplements (id, case_id, state, question, reply_by, paused_at, requested_at, answer, answered_at)
    VALUES (${of.id}, ${caseId}, ${of.state}, ${of.question}, ${of.replyBy}, ${of.pausedAt}, ${of.requestedAt}, ${of.answer},
      ${of.answeredAt})
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, answer = excluded.answer, answered_at = excluded.answered_at
  )`;
}

/** A question behind a link. */
export interface LinkedSupplement extends Pick<Supplement, 'id' | 'state' | 'replyBy'> {
  readonly caseId: string;
}

/** The links by which petitioners answer. */
@Injectable()
export class SupplementRepository {
  /** Puts a question to the petitioner of a petition, and replaces the link: only the newest one works. @throws SupplementNotFound */
  async setToken(tx: Tx, supplementId: string, petitionId: string, hash: Buffer): Promise<void> {
    const rows = await tx.query(sql`
      UPDATE supplements SET token_hash = ${hash}, petition_id = ${petitionId} WHERE id = ${supplementId} RETURNING id`);
    if (rows.length === 0) throw new SupplementNotFound();
  }

  /** @throws SupplementNotFound */
  async ofToken(db: Db, hash: Buffer): Promise<LinkedSupplement> {
    const [row] = await db.query<LinkedSupplement>(sql`
      SELECT u.id, u.case_id AS "caseId", u.state, u.reply_by AS "replyBy" FROM supplements u WHERE u.token_hash = ${hash}`);
    if (!row) throw new SupplementNotFound();
    return row;
  }
}
