import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.ts';
import { type Db, json, type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import type { StoredTimer, Timer, TimerKind } from './domain/timer.ts';

/** A timer that is near: enough to ring it. */
export interface NearTimer {
  readonly id: string;
  readonly ringAt: Date;
}

/** A timer that is counted in office time. */
export interface CountedTimer {
  readonly id: string;
  readonly subject: string;
  readonly countedFrom: Date;
}

@Injectable()
export class CaseTimerRepository {
  /** Sets a timer, or sets it to another time; the same time again changes nothing, rung or not, unless it was cancelled. */
  async set(tx: Tx, { caseId, kind, subject, ringAt, countedFrom }: Timer): Promise<void> {
    await tx.query(sql`
      INSERT INTO case_timers AS t (id, case_id, kind, subject, ring_at, counted_from)
      VALUES (${newId()}, ${caseId}, ${kind}, ${subject}, ${ringAt}, ${countedFrom ?? null})
      ON CONFLICT ON CONSTRAINT case_timers_once DO UPDATE
      SET ring_at = excluded.ring_at, counted_from = excluded.counted_from, enqueued_at = NULL, rung_at = NULL, cancelled_at = NULL
      WHERE t.ring_at <> excluded.ring_at OR t.cancelled_at IS NOT NULL`);
  }

  /** Timers counted in office time that are still to ring, locked until the transaction ends. */
  lockCounted(tx: Tx): Promise<CountedTimer[]> {
    return tx.query<CountedTimer>(sql`
      SELECT t.id, t.subject, t.counted_from AS "countedFrom"
      FROM case_timers t
      WHERE t.counted_from IS NOT NULL AND t.rung_at IS NULL AND t.cancelled_at IS NULL
      ORDER BY t.id
      FOR UPDATE`);
  }

  /** Sets many to other times; those whose time stays are left in the queue. */
  async move(tx: Tx, timers: readonly NearTimer[]): Promise<void> {
    await tx.query(sql`
      UPDATE case_timers t
      SET ring_at = n."ringAt", enqueued_at = NULL
      FROM jsonb_to_recordset(${json(timers)}) AS n (id uuid, "ringAt" timestamptz)
      WHERE t.id = n.id AND t.ring_at <> n."ringAt"`);
  }

  /** @param kind null for every kind @param subject null for every timer of the kind */
  async cancel(tx: Tx, caseId: string, kind: TimerKind | null, subject: string | null, at: Date): Promise<void> {
    const ofKind = kind === null ? sql`` : sql` AND kind = ${kind}`;
    const about = subject === null ? sql`` : sql` AND subject = ${subject}`;
    await tx.query(sql`
      UPDATE case_timers SET cancelled_at = ${at}
      WHERE case_id = ${caseId} AND rung_at IS NULL AND cancelled_at IS NULL${ofKind}${about}`);
  }

  /** Sets the last timer of a kind that rang since an instant to ring at another one. */
  async ringAgain(tx: Tx, rung: { caseId: string; kind: TimerKind; since: Date }, at: Date): Promise<void> {
    await tx.query(sql`
      WITH last AS (
        SELECT w.id
        FROM case_timers w
        WHERE w.case_id = ${rung.caseId} AND w.kind = ${rung.kind} AND w.rung_at >= ${rung.since} AND w.cancelled_at IS NULL
        ORDER BY w.ring_at DESC
        LIMIT 1
        FOR UPDATE
      )
      UPDATE case_timers t SET ring_at = ${at}, enqueued_at = NULL, rung_at = NULL FROM last l WHERE t.id = l.id`);
  }

  async find(db: Db, id: string): Promise<StoredTimer | null> {
    const [row] = await db.query<StoredTimer>(sql`${SELECT_TIMER} WHERE t.id = ${id}`);
    return row ?? null;
  }

  async lock(tx: Tx, id: string): Promise<StoredTimer> {
    const [row] = await tx.query<StoredTimer>(sql`${SELECT_TIMER} WHERE t.id = ${id} FOR UPDATE`);
    return row!;
  }

  async noteRung(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(sql`UPDATE case_timers SET rung_at = ${at} WHERE id = ${id}`);
  }

  /** Takes timers that ring before `horizon` and were not handed to the queue yet. Several workers take different ones. */
  takeNear(tx: Tx, horizon: Date, now: Date, limit: number): Promise<NearTimer[]> {
    return this.take(tx, sql`w.enqueued_at IS NULL AND w.ring_at <= ${horizon}`, now, limit);
  }

  /** Takes timers that should have rung before `late` and were handed over before `forgotten`: the queue must have lost them. */
  takeLost(tx: Tx, late: Date, forgotten: Date, now: Date, limit: number): Promise<NearTimer[]> {
    return this.take(tx, sql`w.ring_at <= ${late} AND w.enqueued_at < ${forgotten}`, now, limit);
  }

  /** The timers whose time has come, in order. */
  listDue(db: Db, now: Date, limit: number): Promise<NearTimer[]> {
    return db.query<NearTimer>(sql`
      SELECT t.id, t.ring_at AS "ringAt"
      FROM case_timers t
      WHERE t.rung_at IS NULL AND t.cancelled_at IS NULL AND t.ring_at <= ${now}
      ORDER BY t.ring_at, t.id
      LIMIT ${limit}`);
  }

  /** The next instant at which any timer rings. */
  async nextRing(db: Db): Promise<Date | null> {
    const [row] = await db.query<{ at: Date | null }>(sql`
      SELECT min(t.ring_at) AS at FROM case_timers t WHERE t.rung_at IS NULL AND t.cancelled_at IS NULL`);
    return row?.at ?? null;
  }

  private take(tx: Tx, which: Sql, now: Date, limit: number): Promise<NearTimer[]> {
    return tx.query<NearTimer>(sql`
      WITH due AS (
        SELECT w.id
        FROM case_timers w
        WHERE w.rung_at IS NULL AND w.cancelled_at IS NULL AND ${which}
        ORDER BY w.ring_at
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      )
      UPDATE case_timers t
      SET enqueued_at = ${now}
      FROM due w
      WHERE t.id = w.id
      RETURNING t.id, t.ring_at AS "ringAt"`);
  }
}

const SELECT_TIMER = sql`
  SELECT t.id, t.case_id AS "caseId", t.kind, t.subject, t.ring_at AS "ringAt", t.rung_at AS "rungAt", t.cancelled_at AS "cancelledAt"
  FROM case_timers t`;
