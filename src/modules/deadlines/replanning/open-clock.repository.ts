import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.ts';
import { type Db, json, sql, type Tx } from '../../../platform/database/index.ts';
import { DEADLINE_COLUMNS, type DeadlineRow, ledgersOf, rungOf, toDeadline } from '../deadline.repository.ts';
import type { ClockEntry } from '../domain/clock-entry.ts';
import type { Clockwork } from '../domain/deadline.ts';
import type { EarlierClock, ReplannedClock } from './domain/replan-clock.ts';
import type { CountedClock } from './domain/replanning.ts';

/** An open clock with what its case says. */
export interface OpenClock extends Clockwork {
  readonly caseNo: string;
  readonly overdueSince: Date | null;
}

/** The next clocks of that order. */
export interface Batch {
  readonly after: CountedClock | null;
  readonly limit: number;
}

type ReplanEntry = Extract<ClockEntry, { kind: 'REPLAN' }>;

type OpenRow = DeadlineRow & { readonly caseNo: string; readonly overdueSince: Date | null };

/** Clocks of open cases, many at once. */
@Injectable()
export class OpenClockRepository {
  /**
   * The next clocks that an earlier calendar counted, with their cases locked until the transaction ends. Those that somebody else
   * has locked are left for later.
   *
   * Without the place of the last one each batch would pass the remains of all that were counted before it.
   */
  async lockEarlier(tx: Tx, calendarVersion: number, { after, limit }: Batch): Promise<EarlierClock[]> {
    const beyond =
      after === null ? sql`` : sql` AND (d.calendar_version, d.id) > (${after.calendarVersion}::integer, ${after.id}::uuid)`;
    const rows = await tx.query<OpenRow>(sql`
      ${SELECT_OPEN} AND d.calendar_version < ${calendarVersion}${beyond}
      ORDER BY d.calendar_version, d.id
      LIMIT ${limit}
      FOR UPDATE OF d, c SKIP LOCKED`);
    const clocks = await this.withEntries(tx, rows);
    const rung = await rungOf(
      tx,
      rows.map(({ id }) => id),
    );
    return clocks.map((clock) => ({ ...clock, rung: rung.get(clock.deadline.id)! }));
  }

  /**
   * Open clocks that a change of a day can move, in the order of their ids: those due on it or later, but for limits of hours.
   *
   * @param from when the day begins
   * @param after the last one of the batch before
   */
  async listMovable(db: Db, from: Date, after: string | null, limit: number): Promise<OpenClock[]> {
    const beyond = after === null ? sql`` : sql` AND d.id > ${after}`;
    const rows = await db.query<OpenRow>(sql`
      ${SELECT_OPEN} AND d.due_at >= ${from} AND d.sla_unit <> 'HOUR'${beyond}
      ORDER BY d.id
      LIMIT ${limit}`);
    return this.withEntries(db, rows);
  }

  /** Writes clocks as a revision left them, and a line into each ledger. Alarms that moved have to be handed to the queue again. */
  async save(tx: Tx, clocks: readonly ReplannedClock[], entry: ReplanEntry): Promise<void> {
    const rows = clocks.map(({ deadline, next }) => ({
      id: deadline.id,
      version: deadline.version,
      dueAt: deadline.dueAt,
      steps: deadline.steps,
      nextStep: next?.step ?? null,
      nextRingAt: next?.ringAt ?? null,
    }));
    const { kind, at, ...data } = entry;
    await tx.query(sql`
      INSERT INTO clock_entries (id, deadline_id, kind, at, data, due_at)
      SELECT n.id, n.clock, ${kind}, ${at}, ${json(data)}::jsonb, n.due_at
      FROM unnest(${rows.map(() => newId())}::uuid[], ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ dueAt }) => dueAt)}::timestamptz[])
        AS n(id, clock, due_at)`); // before the clocks are changed: for those the foreign key would lock the new rows once more
    await tx.query(sql`
      UPDATE deadlines d
      SET version = n.version, due_at = n."dueAt", calendar_version = ${entry.calendarVersion}::integer, steps = n.steps,
        next_step = n."nextStep", next_ring_at = n."nextRingAt",
        alarm_enqueued_at = CASE WHEN d.version = n.version THEN d.alarm_enqueued_at END
      FROM jsonb_to_recordset(${json(rows)}) AS n(id uuid, version integer, "dueAt" timestamptz, steps jsonb, "nextStep" text,
        "nextRingAt" timestamptz)
      WHERE d.id = n.id`);
  }

  private async withEntries(db: Db, rows: readonly OpenRow[]): Promise<OpenClock[]> {
    const ledgers = await ledgersOf(
      db,
      rows.map(({ id }) => id),
    );
    return rows.map(({ caseNo, overdueSince, ...row }) => ({
      caseNo,
      overdueSince,
      deadline: toDeadline(row),
      entries: ledgers.get(row.id)!,
    }));
  }
}

const SELECT_OPEN = sql`
  SELECT ${DEADLINE_COLUMNS}, c.case_no AS "caseNo", c.overdue_since AS "overdueSince"
  FROM deadlines d
  JOIN cases c ON c.id = d.case_id
  WHERE d.state <> 'STOPPED' AND c.closed_at IS NULL`;
