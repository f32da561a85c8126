import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.ts';
import { type Db, join, json, type Sql, sql, type Tx } from '../../platform/database/index.ts';
import type { SlaUnit } from '../calendar/index.ts';
import type { Case } from '../cases/index.ts';
import type { ClockEntry } from './domain/clock-entry.ts';
import type { Clockwork, Deadline, NextRing, PlannedStep, Ringing, RungStep } from './domain/deadline.ts';
import type { Recipient } from './domain/deadline-facts.ts';
import type { Step } from './domain/reminder-plan.ts';
import type { Responsible } from './recipients.read-model.ts';

/** A reminder that goes out now. */
export interface SentReminder {
  readonly id: string;
  readonly deadline: Deadline;
  readonly step: Step;
  readonly recipients: readonly Recipient[];
}

/** A deadline that is looked at, with who answers for its case. */
export interface LookedAt {
  readonly deadline: Deadline;
  readonly caseStatus: Case['status'];
  readonly responsible: Responsible;
}

/** An alarm that is near: enough to ring it. */
export interface DueAlarm {
  readonly deadlineId: string;
  readonly version: number;
  readonly step: string;
  readonly ringAt: Date;
}

@Injectable()
export class DeadlineRepository {
  /** A clock that starts, as common table expressions for a statement that writes more. */
  insertParts(deadline: Deadline, next: NextRing | null, entries: readonly ClockEntry[]): Sql {
    return sql`deadline AS (
      INSERT INTO deadlines (id, case_id, district_code, version, state, urgency, safety_hazard, sla_value, sla_unit, started_at, due_at,
        calendar_version, steps, next_step, next_ring_at, suspended_by)
      VALUES (${deadline.id}, ${deadline.caseId}, ${deadline.districtCode}, ${deadline.version}, ${deadline.state}, ${deadline.urgency},
        ${deadline.safetyHazard}, ${deadline.sla.value}, ${deadline.sla.unit}, ${deadline.startedAt}, ${deadline.dueAt},
        ${deadline.calendarVersion}, ${json(deadline.steps)}, ${next?.step ?? null}, ${next?.ringAt ?? null},
        ${deadline.suspendedBy})
    ), clock_entry AS (${this.entriesInsert(deadline.id, entries, deadline.dueAt)})`;
  }

  /** A clock that starts while nothing else is written. */
  async start(tx: Tx, parts: Sql): Promise<void> {
    await tx.query(sql`WITH ${parts} SELECT 1`);
  }

  /** Locks them in the order of their ids, so that two that lock the same ones wait for each other. Unknown ids are left out. */
  async lockAll(tx: Tx, ids: readonly string[]): Promise<LookedAt[]> {
    const rows = await tx.query<DeadlineRow & Responsible & { readonly caseStatus: Case['status'] }>(sql`
      SELECT ${DEADLINE_COLUMNS}, c.status AS "caseStatus", c.lead_agency_code AS "leadAgencyCode", c.handler_id AS "handlerId"
      FROM deadlines d
      JOIN cases c ON c.id = d.case_id
      WHERE d.id = ANY (${ids}::uuid[])
      ORDER BY d.id
      FOR UPDATE OF d`);
    return rows.map(({ caseStatus, leadAgencyCode, handlerId, ...row }) => ({
      ...{ deadline: toDeadline(row), caseStatus, responsible: { leadAgencyCode, handlerId } },
    }));
  }

  async lockOfCase(tx: Tx, caseId: string): Promise<Deadline | null> {
    const [row] = await tx.query<DeadlineRow>(sql`${SELECT_DEADLINE} WHERE d.case_id = ${caseId} FOR UPDATE`);
    return row ? toDeadline(row) : null;
  }

  async findOfCase(db: Db, caseId: string): Promise<Deadline | null> {
    const [row] = await db.query<DeadlineRow>(sql`${SELECT_DEADLINE} WHERE d.case_id = ${caseId}`);
    return row ? toDeadline(row) : null;
  }

  /** Writes what changed. The alarm has to be handed to the queue again. */
  async save(tx: Tx, deadline: Deadline, next: NextRing | null): Promise<void> {
    await tx.query(sql`
      UPDATE deadlines
      SET version = ${deadline.version}, state = ${deadline.state}, started_at = ${deadline.startedAt}, due_at = ${deadline.dueAt},
        sla_value = ${deadline.sla.value}, sla_unit = ${deadline.sla.unit}, urgency = ${deadline.urgency},
        safety_hazard = ${deadline.safetyHazard}, calendar_version = ${deadline.calendarVersion}, steps = ${json(deadline.steps)}, next_step = ${next?.step ?? null},
        next_ring_at = ${next?.ringAt ?? null}, alarm_enqueued_at = NULL, suspended_by = ${deadline.suspendedBy}
      WHERE id = ${deadline.id}`);
  }

  /** Writes what has become of the plans of many. Their alarms have to be handed to the queue again. */
  async saveSteps(tx: Tx, looks: readonly { readonly id: string; readonly ringing: Ringing }[]): Promise<void> {
    const rows = looks.map(({ id, ringing: { steps, next } }) => ({ id, steps, step: next?.step, ringAt: next?.ringAt }));
    await tx.query(sql`
      UPDATE deadlines d
      SET steps = r.steps, next_step = r.step, next_ring_at = r."ringAt", alarm_enqueued_at = NULL
      FROM jsonb_to_recordset(${json(rows)}) AS r (id uuid, steps jsonb, step text, "ringAt" timestamptz)
      WHERE d.id = r.id`);
  }

  async append(tx: Tx, deadlineId: string, entry: ClockEntry, dueAt: Date): Promise<void> {
    await tx.query(this.entriesInsert(deadlineId, [entry], dueAt));
  }

  /** The ledger, from its first line. */
  async entries(db: Db, deadlineId: string): Promise<ClockEntry[]> {
    return (await ledgersOf(db, [deadlineId])).get(deadlineId)!;
  }

  /** What has rung of a deadline, for whatever due instant. */
  async rung(db: Db, deadlineId: string): Promise<readonly RungStep[]> {
    return (await rungOf(db, [deadlineId])).get(deadlineId)!;
  }

  /** The clocks of cases with their ledgers; cases that have none are left out. */
  async listOfCases(db: Db, caseIds: readonly string[]): Promise<Clockwork[]> {
    const rows = await db.query<DeadlineRow>(sql`${SELECT_DEADLINE} WHERE d.case_id = ANY (${caseIds}::uuid[])`);
    const ledgers = await ledgersOf(
      db,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({ deadline: toDeadline(row), entries: ledgers.get(row.id)! }));
  }

  /**
   * The earliest start of the clocks that a case answers for: its own, and those of the cases that were merged into it since; or the
   * receipt of a petition that has joined one of them since, if that was earlier. What was merged into it, or joined it, before it was
   * taken up again belongs to its first clock.
   */
  async earliestStart(db: Db, caseId: string): Promise<Date> {
    const [row] = await db.query<{ startedAt: Date }>(sql`
      WITH RECURSIVE started AS NOT MATERIALIZED (
        SELECT d.case_id, e.at
        FROM deadlines d
        CROSS JOIN LATERAL (
          SELECT s.at FROM clock_entries s WHERE s.deadline_id = d.id AND s.kind = 'START' ORDER BY s.seq DESC LIMIT 1
        ) e
      ), merged AS (
        SELECT s.case_id, s.at FROM started s WHERE s.case_id = ${caseId}
        UNION ALL
        SELECT c.id, s.at
        FROM merged m
        JOIN cases c ON c.merged_into_id = m.case_id AND c.closed_at >= m.at
        JOIN started s ON s.case_id = c.id
      ), joined AS (
        SELECT p.received_at AS at
        FROM merged m
        JOIN cases c ON c.id = m.case_id
        JOIN case_petitions l ON (l.case_id = c.id AND l.came_from_case_id IS NULL) OR l.came_from_case_id = c.id
        JOIN petitions p ON p.id = l.petition_id
        WHERE l.linked_at > c.opened_at AND l.linked_at >= m.at
      )
      SELECT least((SELECT min(m.at) FROM merged m), (SELECT min(j.at) FROM joined j)) AS "startedAt"`);
    return row!.startedAt;
  }

  /** Takes alarms that ring before `horizon` and were not handed to the queue yet. Several workers take different ones. */
  takeAlarms(tx: Tx, horizon: Date, now: Date, limit: number): Promise<DueAlarm[]> {
    return tx.query<DueAlarm>(sql`
      WITH due AS (
        SELECT w.id
        FROM deadlines w
        WHERE w.next_ring_at IS NOT NULL AND w.alarm_enqueued_at IS NULL AND w.next_ring_at <= ${horizon}
        ORDER BY w.next_ring_at
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      )
      UPDATE deadlines d
      SET alarm_enqueued_at = ${now}
      FROM due w
      WHERE d.id = w.id
      RETURNING d.id AS "deadlineId", d.version, d.next_step AS step, d.next_ring_at AS "ringAt"`);
  }

  /** Takes alarms that should have rung before `late` and were handed over before `forgotten`: the queue must have lost them. */
  takeLostAlarms(tx: Tx, late: Date, forgotten: Date, now: Date, limit: number): Promise<DueAlarm[]> {
    return tx.query<DueAlarm>(sql`
      WITH due AS (
        SELECT w.id
        FROM deadlines w
        WHERE w.next_ring_at IS NOT NULL AND w.next_ring_at <= ${late} AND w.alarm_enqueued_at < ${forgotten}
        ORDER BY w.next_ring_at
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      )
      UPDATE deadlines d
      SET alarm_enqueued_at = ${now}
      FROM due w
      WHERE d.id = w.id
      RETURNING d.id AS "deadlineId", d.version, d.next_step AS step, d.next_ring_at AS "ringAt"`);
  }

  /** The alarms whose time has come, in order. */
  listDue(db: Db, now: Date, limit: number): Promise<DueAlarm[]> {
    return db.query<DueAlarm>(sql`
      SELECT d.id AS "deadlineId", d.version, d.next_step AS step, d.next_ring_at AS "ringAt"
      FROM deadlines d
      WHERE d.next_ring_at IS NOT NULL AND d.next_ring_at <= ${now}
      ORDER BY d.next_ring_at
      LIMIT ${limit}`);
  }

  /** Keeps that reminders went out. @returns the ids of those that had not gone out before */
  async insertReminders(tx: Tx, sent: readonly SentReminder[], at: Date): Promise<ReadonlySet<string>> {
    const rows = sent.map(({ id, deadline, step: { step, number, ringAt }, recipients }) => {
      const { id: deadlineId, version, caseId, dueAt } = deadline;
      return { id, deadlineId, version, step, number: number ?? 1, caseId, dueAt, ringAt, recipients };
    });
    const kept = await tx.query<{ id: string }>(sql`
      INSERT INTO reminders (id, deadline_id, deadline_version, step, number, case_id, due_at, ring_at, sent_at, recipients)
      SELECT r.id, r."deadlineId", r.version, r.step, r.number, r."caseId", r."dueAt", r."ringAt", ${at}::timestamptz, r.recipients
      FROM jsonb_to_recordset(${json(rows)}) AS r (id uuid, "deadlineId" uuid, version integer, step text, number integer,
        "caseId" uuid, "dueAt" timestamptz, "ringAt" timestamptz, recipients jsonb)
      ON CONFLICT ON CONSTRAINT reminders_once DO NOTHING
      RETURNING id`);
    return new Set(kept.map(({ id }) => id));
  }

  /** The next instant at which any alarm rings. */
  async nextRing(db: Db): Promise<Date | null> {
    const [row] = await db.query<{ at: Date | null }>(sql`
      SELECT min(d.next_ring_at) AS at FROM deadlines d WHERE d.next_ring_at IS NOT NULL`);
    return row?.at ?? null;
  }

  private entriesInsert(deadlineId: string, entries: readonly ClockEntry[], dueAt: Date): Sql {
    const rows = entries.map(
      ({ kind, at, ...data }) =>
        sql`(${newId()}::uuid, ${deadlineId}::uuid, ${kind}, ${at}::timestamptz, ${json(data)}::jsonb, ${dueAt}::timestamptz)`,
    );
    return sql`INSERT INTO clock_entries (id, deadline_id, kind, at, data, due_at) VALUES ${join(rows, ', ')}`;
  }
}

/** A deadline as it is selected. */
export type DeadlineRow = Omit<Deadline, 'sla' | 'steps'> & {
  readonly slaValue: number;
  readonly slaUnit: SlaUnit;
  readonly steps: readonly (Omit<PlannedStep, 'ringAt'> & { readonly ringAt: string })[];
};

/** Everything of a deadline, from `deadlines d`. */
export const DEADLINE_COLUMNS = sql`
  d.id, d.case_id AS "caseId", d.district_code AS "districtCode", d.version, d.state, d.urgency, d.safety_hazard AS "safetyHazard",
    d.sla_value AS "slaValue", d.sla_unit AS "slaUnit", d.started_at AS "startedAt", d.due_at AS "dueAt", d.calendar_version AS "calendarVersion",
    d.suspended_by AS "suspendedBy", d.steps`;

const SELECT_DEADLINE = sql`SELECT ${DEADLINE_COLUMNS} FROM deadlines d`;

export const toDeadline = ({ slaValue, slaUnit, steps, ...same }: DeadlineRow): Deadline => ({
  ...same,
  sla: { value: slaValue, unit: slaUnit },
  steps: steps.map((step) => ({ ...step, ringAt: new Date(step.ringAt) })),
});

/** A line of the ledger as it is selected. */
interface EntryRow {
  readonly kind: ClockEntry['kind'];
  readonly at: Date;
  readonly data: Record<string, unknown>;
}

/** Instants inside `data` come back as text. */
const INSTANTS = ['until', 'startedAt', 'overdueSince'] as const;

function toEntry({ kind, at, data }: EntryRow): ClockEntry {
  const instants = INSTANTS.flatMap((name) => (typeof data[name] === 'string' ? [[name, new Date(data[name])] as const] : []));
  return { ...data, ...Object.fromEntries(instants), kind, at } as ClockEntry;
}

/** The ledgers of clocks, by the ids of these, each from its first line. */
export async function ledgersOf(db: Db, deadlineIds: readonly string[]): Promise<ReadonlyMap<string, ClockEntry[]>> {
  const ledgers = new Map<string, ClockEntry[]>(deadlineIds.map((id) => [id, []]));
  const rows = await db.query<EntryRow & { readonly deadlineId: string }>(sql`
    SELECT e.deadline_id AS "deadlineId", e.kind, e.at, e.data
    FROM clock_entries e
    WHERE e.deadline_id = ANY (${deadlineIds}::uuid[])
    ORDER BY e.deadline_id, e.seq`);
  for (const { deadlineId, ...line } of rows) ledgers.get(deadlineId)!.push(toEntry(line));
  return ledgers;
}

/** What has rung of deadlines, by their ids: one range of `reminders_once` for each. */
export async function rungOf(db: Db, deadlineIds: readonly string[]): Promise<ReadonlyMap<string, RungStep[]>> {
  const rung = new Map<string, RungStep[]>(deadlineIds.map((id) => [id, []]));
  const rows = await db.query<RungStep & { readonly deadlineId: string }>(sql`
    SELECT r.deadline_id AS "deadlineId", r.step, r.due_at AS "dueAt", max(r.number) AS number
    FROM reminders r
    WHERE r.deadline_id = ANY (${deadlineIds}::uuid[])
    GROUP BY r.deadline_id, r.step, r.due_at`);
  for (const { deadlineId, ...step } of rows) rung.get(deadlineId)!.push(step);
  return rung;
}
