import { Injectable } from '@nestjs/common';
import type { BilingualText } from '../../kernel/errors.ts';
import { type Db, json, sql, type Tx } from '../../platform/database/index.ts';
import { WHOLE_CITY } from '../identity/index.ts';

/** Whom a reminder is gathered for, and until when. */
export interface GatheredReminder {
  readonly reminderId: string;
  readonly accountId: string;
  readonly sendAt: Date;
}

/** A reminder as somebody's digest tells it. */
export interface DigestLine {
  /** Whose digest it belongs to. */
  readonly accountId: string;
  readonly caseId: string;
  readonly caseNo: string;
  readonly subject: string;
  readonly categoryName: BilingualText | null;
  readonly agencyName: BilingualText | null;
  readonly step: string;
  /** As it is when the digest is written. */
  readonly dueAt: Date;
}

/** Reminders that wait for the digests of those they are for. */
@Injectable()
export class DigestLineRepository {
  async insert(tx: Tx, lines: readonly GatheredReminder[]): Promise<void> {
    if (lines.length === 0) return;
    await tx.query(sql`
      INSERT INTO digest_lines (reminder_id, account_id, send_at)
      SELECT r."reminderId", r."accountId", r."sendAt"
      FROM jsonb_to_recordset(${json(lines)}) AS r ("reminderId" uuid, "accountId" uuid, "sendAt" timestamptz)`);
  }

  /** When the next line is to be sent. */
  async next(db: Db): Promise<Date | null> {
    const [row] = await db.query<{ at: Date | null }>(sql`SELECT min(l.send_at) AS at FROM digest_lines l`);
    return row?.at ?? null;
  }

  /** Whether something that is to ring until an instant has not rung yet. */
  async isExpecting(db: Db, until: Date): Promise<boolean> {
    const [row] = await db.query<{ expecting: boolean }>(sql`
      SELECT EXISTS (SELECT FROM deadlines d WHERE d.next_ring_at IS NOT NULL AND d.next_ring_at <= ${until}) AS expecting`);
    return row!.expecting;
  }

  /**
   * Drops what is due and holds no more, or not for whoever it was gathered for.
   *
   * Each line is asked by itself, so that its case is found by its key: joined, the planner may read all cases there are.
   */
  async dropOvertaken(tx: Tx, now: Date): Promise<void> {
    await tx.query(sql`
      DELETE FROM digest_lines l
      WHERE l.send_at <= ${now} AND NOT (
        SELECT c.closed_at IS NULL AND ${STILL_HOLDS} AND ${STILL_CONCERNS}
        FROM reminders r
        JOIN cases c ON c.id = r.case_id
        JOIN deadlines d ON d.id = r.deadline_id
        WHERE r.id = l.reminder_id
      )`);
  }

  /** People with lines that are due, in the order in which they must be written: two workers wait for each other, they do not lock. */
  async listDue(tx: Tx, now: Date, limit: number): Promise<string[]> {
    const rows = await tx.query<{ accountId: string }>(sql`
      SELECT DISTINCT l.account_id AS "accountId"
      FROM digest_lines l
      WHERE l.send_at <= ${now}
      ORDER BY l.account_id
      LIMIT ${limit}`);
    return rows.map(({ accountId }) => accountId);
  }

  /** Takes the lines of these people out. */
  take(tx: Tx, accountIds: readonly string[], now: Date): Promise<DigestLine[]> {
    return tx.query<DigestLine>(sql`
      WITH taken AS (
        DELETE FROM digest_lines l
        WHERE l.account_id = ANY (${accountIds}::uuid[]) AND l.send_at <= ${now}
        RETURNING l.account_id, l.reminder_id
      )
      SELECT t.account_id AS "accountId", r.case_id AS "caseId", r.step, c.due_at AS "dueAt", c.case_no AS "caseNo", c.subject,
        CASE WHEN k.code IS NOT NULL THEN jsonb_build_object('zh-TW', k.name_zh, 'en', k.name_en) END AS "categoryName",
        CASE WHEN a.code IS NOT NULL THEN jsonb_build_object('zh-TW', a.name_zh, 'en', a.name_en) END AS "agencyName"
      FROM taken t
      JOIN reminders r ON r.id = t.reminder_id
      JOIN cases c ON c.id = r.case_id
      LEFT JOIN categories k ON k.code = c.category_code AND k.replaced_at IS NULL
      LEFT JOIN agencies a ON a.code = c.lead_agency_code AND a.replaced_at IS NULL
      ORDER BY r.sent_at, r.id`);
  }

  /** What is due is due later. @param accountIds null for everybody */
  async postpone(tx: Tx, accountIds: readonly string[] | null, now: Date, until: Date): Promise<void> {
    const theirs = accountIds === null ? sql`` : sql` AND account_id = ANY (${accountIds}::uuid[])`;
    await tx.query(sql`UPDATE digest_lines SET send_at = ${until} WHERE send_at <= ${now}${theirs}`);
  }
}

/**
 * That a step has rung in the plan `d` as it is now. Where it waits there, the due instant has moved, and it will be told again; what the
 * case `c` knows of a later end and the plan does not yet is on its way.
 */
const STILL_HOLDS = sql`
  c.due_at <= d.due_at
  AND EXISTS (
    SELECT
    FROM jsonb_to_recordset(d.steps) AS s (step text, state text, number integer)
    WHERE s.step = r.step AND (s.state <> 'WAITING' OR s.number > r.number)
  )
  AND (r.step <> 'UNACCEPTED' OR c.status IN ('TRIAGE', 'DISPATCHED'))`;

/**
 * That the one a line `l` is for, or somebody whose place they take, works for the whole city, for an agency that has a leg of the case
 * `c`, or heads the body above it: what was transferred overnight is no more of the business of those who had it.
 */
const STILL_CONCERNS = sql`
  EXISTS (
    SELECT
    FROM (SELECT l.account_id AS id UNION ALL SELECT p.account_id FROM deputies p WHERE p.deputy_id = l.account_id) o
    JOIN account_roles w ON w.account_id = o.id
    CROSS JOIN (
      SELECT c.lead_agency_code AS code
      UNION ALL
      SELECT a.agency_code FROM assignments a WHERE a.case_id = c.id AND a.ended_at IS NULL
    ) g
    LEFT JOIN agencies b ON b.code = g.code AND b.replaced_at IS NULL
    WHERE w.agency_code = g.code OR (w.agency_code = ${WHOLE_CITY} AND w.district_code IN (${WHOLE_CITY}, c.district_code)) OR (w.agency_code = b.parent_code AND w.role = 'AGENCY_SUPERVISOR')
  )`;
