import { Injectable } from '@nestjs/common';
import { type Db, join, type Sql, sql } from '../../platform/database/index.ts';
import type { StoredKind, Thresholds } from './attention-kinds.ts';

/** A row behind a number: enough to find it, nothing about a person. */
export interface AttentionRow {
  readonly id: string;
  readonly caseNo: string | null;
  /** Since when it waits, or when it failed. */
  readonly since: Date;
  readonly detail: string | null;
}

/** The last row of a page: the list goes on after it. */
export type AttentionCursor = Pick<AttentionRow, 'since' | 'id'>;

/** Counting stops here: whether it is ten thousand or more, somebody has to come. */
export const MOST_COUNTED = 10_000;

/** Where the rows of a number are, and what they say. */
interface Trouble {
  readonly id: Sql;
  readonly caseNo: Sql;
  readonly since: Sql;
  readonly detail: Sql;
  readonly from: Sql;
}

/** Counts and lists what is in trouble. Every part reads an index that holds only such rows, or only open ones. */
@Injectable()
export class AttentionReadModel {
  /** All numbers in one statement, each counted up to `MOST_COUNTED`. */
  async count(db: Db, thresholds: Thresholds): Promise<Readonly<Record<StoredKind, number>>> {
    const counts = Object.entries(troubles(thresholds)).map(
      ([kind, { from }]) => sql`(${kind}::text, (SELECT count(*)::integer FROM (SELECT 1 ${from} LIMIT ${MOST_COUNTED}) x))`,
    );
    const rows = await db.query<{ kind: StoredKind; n: number }>(sql`
      SELECT v.kind, v.n FROM (VALUES ${join(counts, ', ')}) v (kind, n)`);
    return Object.fromEntries(rows.map(({ kind, n }) => [kind, n])) as Record<StoredKind, number>;
  }

  /** The rows of one number, the oldest first. @param limit rows, one more than a page to know whether there is another */
  list(
    db: Db,
    kind: StoredKind,
    thresholds: Thresholds,
    { after, limit }: { readonly after: AttentionCursor | null; readonly limit: number },
  ): Promise<AttentionRow[]> {
    const { id, caseNo, since, detail, from } = troubles(thresholds)[kind];
    const beyond = after ? sql` AND (${since}, ${id}) > (${after.since}::timestamptz, ${after.id}::text)` : sql``;
    return db.query<AttentionRow>(sql`
      SELECT ${id} AS id, ${caseNo} AS "caseNo", ${since} AS since, ${detail} AS detail
      ${from}${beyond}
      ORDER BY ${since}, ${id}
      LIMIT ${limit}`);
  }
}

type CaseKind = Extract<StoredKind, `CASES_${string}`>;

const troubles = (than: Thresholds): Readonly<Record<StoredKind, Trouble>> => ({ ...ofCases(than), ...ofMachines(than) });

const ofCases = (than: Thresholds): Readonly<Record<CaseKind, Trouble>> => ({
  CASES_WITHOUT_AGENCY: {
    id: sql`c.id::text`,
    caseNo: sql`c.case_no`,
    since: sql`c.opened_at`,
    detail: sql`c.status`,
    from: sql`FROM cases c WHERE c.status = 'TRIAGE'`,
  },
  CASES_WITHOUT_HANDLER: {
    id: sql`c.id::text`,
    caseNo: sql`c.case_no`,
    since: sql`a.assigned_at`,
    detail: sql`a.agency_code`,
    from: sql`FROM assignments a
      JOIN cases c ON c.id = a.case_id
      WHERE a.role = 'LEAD' AND a.handler_id IS NULL AND a.ended_at IS NULL AND a.status <> 'ANSWERED'
        AND a.assigned_at < ${than.withoutHandler} AND c.closed_at IS NULL`,
  },
  // A row that does not run rings as little as one that is missing. A case that was reopened is here until its clock has heard of it.
  CASES_WITHOUT_DEADLINE: {
    id: sql`c.id::text`,
    caseNo: sql`c.case_no`,
    since: sql`c.opened_at`,
    detail: sql`c.status`,
    from: sql`FROM cases c
      WHERE c.closed_at IS NULL AND c.clock_state = 'RUNNING'
        AND NOT EXISTS (SELECT FROM deadlines d WHERE d.case_id = c.id AND d.state = 'RUNNING')`,
  },
});

const ofMachines = (than: Thresholds): Readonly<Record<Exclude<StoredKind, CaseKind>, Trouble>> => ({
  MESSAGES_NOT_SENT: {
    id: sql`m.id::text`,
    caseNo: sql`c.case_no`,
    since: sql`m.created_at`,
    detail: sql`concat_ws(' ', m.template, m.state, m.last_error)`,
    from: sql`FROM messages m
      LEFT JOIN cases c ON c.id = m.case_id
      WHERE m.state IN ('RETRYING', 'FAILED') AND m.created_at > ${than.forgotten}
        AND (m.state = 'FAILED' OR m.created_at < ${than.retrying})`,
  },
  ALARMS_LATE: {
    id: sql`d.id::text`,
    caseNo: sql`c.case_no`,
    since: sql`d.next_ring_at`,
    detail: sql`d.next_step`,
    from: sql`FROM deadlines d
      JOIN cases c ON c.id = d.case_id
      WHERE d.next_ring_at IS NOT NULL AND d.next_ring_at < ${than.alarm}`,
  },
  REACTIONS_LATE: {
    id: sql`concat_ws('/', w.reaction, w.fact_id)`,
    caseNo: sql`c.case_no`,
    since: sql`f.at`,
    detail: sql`w.reaction`,
    from: sql`FROM fact_deliveries w
      JOIN facts f ON f.id = w.fact_id
      LEFT JOIN cases c ON c.id = f.subject_id
      WHERE f.at < ${than.reaction}`,
  },
});
