import { Injectable } from '@nestjs/common';
import { City } from '../../../platform/config/index.ts';
import { type Db, type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import { FINAL_STATUSES, type LeftReason, type RetentionCandidate } from './domain/retention-candidate.ts';
import type { ItemState, RetentionCount, RetentionItem } from './domain/retention-item.ts';
import { boundTo } from './retention-family.repository.ts';

/** Which cases are due: for each class that names categories, and for all others, before which instant they must have been closed. */
export interface DueLimits {
  readonly categories: readonly { readonly code: string; readonly class: string; readonly before: Date }[];
  readonly general: { readonly class: string; readonly before: Date };
}

/** The cases of batches. */
@Injectable()
export class RetentionItemRepository {
  constructor(private readonly city: City) {}

  /** Finds everything that is due, and what of it has to stay. A range of `cases_kept`, then each case by its own keys. */
  async preview(tx: Tx, batchId: string, limits: DueLimits): Promise<void> {
    await tx.query(sql`
      WITH RECURSIVE ${dueCases(limits)}, bound AS MATERIALIZED (
        SELECT d.id, b.other FROM due d CROSS JOIN LATERAL (${boundTo(sql`d.id`)}) b (other)
      ), kept AS (
        SELECT b.id
        FROM bound b
        JOIN cases n ON n.id = b.other
        LEFT JOIN due d ON d.id = b.other
        WHERE n.anonymised_at IS NULL AND (d.id IS NULL OR d.reason IS NOT NULL)
        UNION
        SELECT b.id FROM kept k JOIN bound b ON b.other = k.id
      )
      INSERT INTO retention_items (batch_id, case_id, class, state, reason)
      SELECT ${batchId}::uuid, d.id, d.class, CASE WHEN r.reason IS NULL THEN 'DUE' ELSE 'EXCLUDED' END, r.reason
      FROM due d
      CROSS JOIN LATERAL (
        SELECT coalesce(d.reason, CASE WHEN EXISTS (SELECT FROM kept k WHERE k.id = d.id) THEN 'REFERENCED' END) AS reason
      ) r`);
  }

  /** The next case whose turn has not come. @param after the case before it */
  async nextDue(db: Db, batchId: string, after: string | null): Promise<string | null> {
    const beyond = after === null ? sql`` : sql` AND i.case_id > ${after}`;
    const [row] = await db.query<{ caseId: string }>(sql`
      SELECT i.case_id AS "caseId"
      FROM retention_items i
      WHERE i.batch_id = ${batchId} AND i.state = 'DUE'${beyond}
      ORDER BY i.case_id
      LIMIT 1`);
    return row?.caseId ?? null;
  }

  /** Cases of a batch as they are now, in the order of their ids. */
  candidates(tx: Tx, batchId: string, caseIds: readonly string[]): Promise<RetentionCandidate[]> {
    const { timeZone } = this.city;
    return tx.query<RetentionCandidate>(sql`
      SELECT c.id AS "caseId", c.case_no AS "caseNo", i.class, c.status, c.category_code AS "categoryCode",
        c.lead_agency_code AS "agencyCode", (c.first_received_at AT TIME ZONE ${timeZone})::date AS "receivedOn",
        (c.closed_at AT TIME ZONE ${timeZone})::date AS "closedOn", c.anonymised_at IS NOT NULL AS anonymised, ${HELD} AS held, ARRAY(
          SELECT l.petition_id FROM case_petitions l WHERE l.case_id = c.id OR l.came_from_case_id = c.id
        ) AS "petitionIds",
        EXISTS (SELECT FROM fact_links l WHERE l.subject_id = ANY (p.ids) AND l.data_digest IS NULL) AS undigested,
        EXISTS (
          SELECT FROM facts f JOIN unsealed_facts u ON u.fact_id = f.id WHERE f.subject_id = ANY (p.ids)
        ) AS unsealed
      FROM retention_items i
      JOIN cases c ON c.id = i.case_id
      CROSS JOIN LATERAL (SELECT ARRAY(SELECT case_subjects(c.id)) AS ids) p
      WHERE i.batch_id = ${batchId} AND i.case_id = ANY (${[...caseIds]}::uuid[])
      ORDER BY i.case_id`);
  }

  /** Whether anything is left to do, or somebody does it now. */
  async hasDue(db: Db, batchId: string): Promise<boolean> {
    const rows = await db.query(sql`SELECT 1 FROM retention_items i WHERE i.batch_id = ${batchId} AND i.state = 'DUE' LIMIT 1`);
    return rows.length > 0;
  }

  async mark(tx: Tx, batchId: string, caseId: string, state: ItemState, reason: LeftReason | null): Promise<void> {
    await tx.query(sql`
      UPDATE retention_items SET state = ${state}, reason = ${reason} WHERE batch_id = ${batchId} AND case_id = ${caseId}`);
  }

  counts(db: Db, batchId: string): Promise<RetentionCount[]> {
    return db.query<RetentionCount>(sql`
      SELECT i.class, c.lead_agency_code AS "agencyCode", i.state, i.reason, count(*)::integer AS count
      FROM retention_items i
      JOIN cases c ON c.id = i.case_id
      WHERE i.batch_id = ${batchId}
      GROUP BY 1, 2, 3, 4
      ORDER BY 1, 2, 3, 4`);
  }

  /** In the order of their ids. @param limit rows, one more than a page to know whether there is another */
  list(db: Db, batchId: string, state: ItemState | null, after: string | null, limit: number): Promise<RetentionItem[]> {
    const conditions = [
      ...(state === null ? [] : [sql` AND i.state = ${state}`]),
      ...(after === null ? [] : [sql` AND i.case_id > ${after}`]),
    ].reduce((all, each) => sql`${all}${each}`, sql``);
    return db.query<RetentionItem>(sql`
      SELECT i.case_id AS "caseId", c.case_no AS "caseNo", i.class, c.category_code AS "categoryCode", c.lead_agency_code AS "agencyCode",
        c.closed_at AS "closedAt", i.state, i.reason
      FROM retention_items i
      JOIN cases c ON c.id = i.case_id
      WHERE i.batch_id = ${batchId}${conditions}
      ORDER BY i.case_id
      LIMIT ${limit}`);
  }
}

const HELD = sql`EXISTS (SELECT FROM legal_holds h WHERE h.case_id = c.id AND h.lifted_at IS NULL)`;

/** `due`: the cases whose time is over, each with its class and the reason for which it stays all the same. */
export function dueCases({ categories, general }: DueLimits): Sql {
  const latest = new Date(Math.max(general.before.getTime(), ...categories.map(({ before }) => before.getTime())));
  return sql`rule AS MATERIALIZED (
        SELECT r.category_code, r.class, r.before
        FROM unnest(${categories.map(({ code }) => code)}::text[], ${categories.map((each) => each.class)}::text[],
          ${categories.map(({ before }) => before)}::timestamptz[]) AS r (category_code, class, before)
      ), due AS MATERIALIZED (
        SELECT c.id, coalesce(r.class, ${general.class}) AS class,
          CASE
            WHEN ${HELD} THEN 'LEGAL_HOLD'
            WHEN c.status <> ALL (${[...FINAL_STATUSES]}::text[]) THEN 'OPEN'
            WHEN EXISTS (SELECT FROM fact_links l WHERE l.subject_id = c.id AND l.position = 1 AND l.data_digest IS NULL)
              THEN 'SEALED_WITHOUT_DIGEST'
          END AS reason
        FROM cases c
        LEFT JOIN rule r ON r.category_code = c.category_code
        WHERE c.closed_at IS NOT NULL AND c.anonymised_at IS NULL AND c.closed_at < ${latest}
          AND c.closed_at < coalesce(r.before, ${general.before})
      )`;
}
