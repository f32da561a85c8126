import { Injectable } from '@nestjs/common';
import { type Db, json, sql, type Tx } from '../../../platform/database/index.ts';
import type { ReopenRing, WaitingRequest } from './domain/reopen-alarm.ts';
import type { ReopenStep } from './domain/reopen-facts.ts';

interface WaitingRow extends Omit<WaitingRequest, 'ring'> {
  readonly ringAt: Date | null;
  readonly step: ReopenStep | null;
}

@Injectable()
export class ReopenAlarmRepository {
  async lock(tx: Tx, id: string): Promise<WaitingRequest | null> {
    const [row] = await tx.query<WaitingRow>(sql`${SELECT_WAITING} WHERE r.id = ${id} FOR UPDATE`);
    return row ? toWaiting(row) : null;
  }

  /** All that wait for a decision, locked until the transaction ends. */
  async lockOpen(tx: Tx): Promise<WaitingRequest[]> {
    const rows = await tx.query<WaitingRow>(sql`${SELECT_WAITING} WHERE r.state = 'OPEN' ORDER BY r.id FOR UPDATE`);
    return rows.map(toWaiting);
  }

  /** Writes when they are due and ring; those that stay as they are stay in the queue. */
  async saveTimes(tx: Tx, requests: readonly WaitingRequest[]): Promise<void> {
    const rows = requests.map(({ id, dueAt, ring }) => ({ id, dueAt, ringAt: ring?.ringAt }));
    await tx.query(sql`
      UPDATE reopen_requests r
      SET due_at = n."dueAt", ring_at = n."ringAt", ring_enqueued_at = NULL
      FROM jsonb_to_recordset(${json(rows)}) AS n (id uuid, "dueAt" timestamptz, "ringAt" timestamptz)
      WHERE r.id = n.id AND (r.due_at, r.ring_at) IS DISTINCT FROM (n."dueAt", n."ringAt")`);
  }

  /** @param ring null when nothing rings for it any more */
  async setNext(tx: Tx, id: string, ring: ReopenRing | null): Promise<void> {
    await tx.query(sql`
      UPDATE reopen_requests
      SET ring_at = ${ring?.ringAt ?? null}, ring_step = ${ring?.step ?? null}, ring_enqueued_at = NULL
      WHERE id = ${id}`);
  }

  /**
   * Takes alarms whose time has come, and were not handed to the queue or so long ago that it must have lost them. Several workers take
   * different ones.
   *
   * @param forgotten what was handed over before this instant is handed over again
   */
  async take(tx: Tx, now: Date, forgotten: Date, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(sql`
      WITH due AS (
        SELECT w.id
        FROM reopen_requests w
        WHERE w.ring_at IS NOT NULL AND w.ring_at <= ${now} AND (w.ring_enqueued_at IS NULL OR w.ring_enqueued_at < ${forgotten})
        ORDER BY w.ring_at
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      )
      UPDATE reopen_requests r
      SET ring_enqueued_at = ${now}
      FROM due w
      WHERE r.id = w.id
      RETURNING r.id`);
    return rows.map(({ id }) => id);
  }

  /** The requests whose alarms have come, in order. */
  async listDue(db: Db, now: Date, limit: number): Promise<string[]> {
    const rows = await db.query<{ id: string }>(sql`
      SELECT r.id
      FROM reopen_requests r
      WHERE r.ring_at IS NOT NULL AND r.ring_at <= ${now}
      ORDER BY r.ring_at
      LIMIT ${limit}`);
    return rows.map(({ id }) => id);
  }

  /** The next instant at which any alarm rings. */
  async next(db: Db): Promise<Date | null> {
    const [row] = await db.query<{ at: Date | null }>(sql`
      SELECT min(r.ring_at) AS at FROM reopen_requests r WHERE r.ring_at IS NOT NULL`);
    return row?.at ?? null;
  }
}

const SELECT_WAITING = sql`
  SELECT r.id, r.survey_id AS "surveyId", r.case_id AS "caseId", r.requested_at AS "requestedAt", r.due_at AS "dueAt",
    r.ring_at AS "ringAt", r.ring_step AS step
  FROM reopen_requests r`;

const toWaiting = ({ ringAt, step, ...request }: WaitingRow): WaitingRequest => ({
  ...request,
  ring: ringAt === null || step === null ? null : { ringAt, step },
});
