import { Injectable } from '@nestjs/common';
import { type Db, type Sql, sql, type Tx } from '../../../platform/database/index.ts';

/** Cases of a batch that hang together, however far apart, and so go together or stay. */
export interface BoundFamily {
  /** Those whose turn has not come, in the order of their ids; none when the turn of the case that was asked for is over. */
  readonly caseIds: readonly string[];
  /** Whether they hang together with a case that is not to be made anonymous by this batch. */
  readonly referenced: boolean;
}

/** What cases of a batch hang together with. */
@Injectable()
export class RetentionFamilyRepository {
  /**
   * The family of a case, for nobody else to work on until the transaction ends, on any of its cases.
   *
   * @returns null when somebody works on one of them now, or did, or bound it to another one meanwhile
   */
  async claim(tx: Tx, batchId: string, caseId: string): Promise<BoundFamily | null> {
    const seen = await this.find(tx, batchId, caseId);
    const [first] = seen.caseIds;
    if (first === undefined || !(await this.claimFirst(tx, batchId, first))) return null;
    if (!(await this.lockAll(tx, seen.caseIds))) return null;
    const locked = await this.find(tx, batchId, caseId);
    return locked.caseIds.join() === seen.caseIds.join() ? locked : null;
  }

  private async find(db: Db, batchId: string, caseId: string): Promise<BoundFamily> {
    const rows = await db.query<{ id: string; due: boolean }>(familyOf(batchId, caseId));
    return { caseIds: rows.flatMap(({ id, due }) => (due ? [id] : [])), referenced: rows.some(({ due }) => !due) };
  }

  /** One case stands for its family: workers who come upon it by different cases do not each get a part of it. */
  private async claimFirst(tx: Tx, batchId: string, caseId: string): Promise<boolean> {
    const rows = await tx.query(sql`
      SELECT i.case_id
      FROM retention_items i
      WHERE i.batch_id = ${batchId} AND i.case_id = ${caseId} AND i.state = 'DUE'
      FOR UPDATE SKIP LOCKED`);
    return rows.length > 0;
  }

  /** Without waiting: whoever locks a child and its parent does not take them in the order of their ids. */
  private async lockAll(tx: Tx, caseIds: readonly string[]): Promise<boolean> {
    const rows = await tx.query(sql`
      SELECT c.id FROM cases c WHERE c.id = ANY (${[...caseIds]}::uuid[]) ORDER BY c.id FOR UPDATE SKIP LOCKED`);
    return rows.length === caseIds.length;
  }
}

/**
 * Goes on from the cases whose turn has not come, and ends at those that stay: what these hang together with makes no difference any more.
 * A case that was made anonymous binds nobody.
 */
export const familyOf = (batchId: string, caseId: string): Sql => sql`
  WITH RECURSIVE family (id, due, anonymised) AS (
    SELECT c.id, true, c.anonymised_at IS NOT NULL
    FROM retention_items i
    JOIN cases c ON c.id = i.case_id
    WHERE i.batch_id = ${batchId} AND i.case_id = ${caseId} AND i.state = 'DUE'
    UNION
    SELECT n.id, o.case_id IS NOT NULL, false
    FROM family f
    CROSS JOIN LATERAL (${boundTo(sql`f.id`)}) b (other)
    JOIN cases n ON n.id = b.other AND n.anonymised_at IS NULL
    LEFT JOIN retention_items o ON o.batch_id = ${batchId} AND o.case_id = n.id AND o.state = 'DUE'
    WHERE f.due AND NOT f.anonymised
  )
  SELECT f.id, f.due FROM family f ORDER BY f.id`;

/** The other cases that hang together with one: merged with it, of its family, or about one of its petitions. */
export const boundTo = (id: Sql): Sql => sql`
  SELECT m.merged_into_id FROM cases m WHERE m.id = ${id} AND m.merged_into_id IS NOT NULL
  UNION SELECT m.id FROM cases m WHERE m.merged_into_id = ${id}
  UNION SELECT k.parent_id FROM cases k WHERE k.id = ${id} AND k.parent_id IS NOT NULL
  UNION SELECT k.id FROM cases k WHERE k.parent_id = ${id}
  UNION SELECT t.case_id FROM case_petitions t WHERE t.came_from_case_id = ${id}
  UNION SELECT t.came_from_case_id FROM case_petitions t WHERE t.case_id = ${id} AND t.came_from_case_id IS NOT NULL
  UNION SELECT o.case_id FROM case_petitions t JOIN case_petitions o ON o.petition_id = t.petition_id WHERE t.case_id = ${id} AND o.case_id <> t.case_id`;
