import { Injectable } from '@nestjs/common';
import { type Db, type Sql, sql, type Tx } from '../../../platform/database/index.ts';

/** Which case answers for which, and the petitions that go with them. */
@Injectable()
export class MergeRepository {
  /** The petitions that a case answers now. */
  petitionsOf(db: Db, caseId: string): Promise<string[]> {
    return this.petitionIds(db, sql`SELECT l.petition_id AS id FROM case_petitions l WHERE l.case_id = ${caseId}`);
  }

  /** Of the petitions of a survivor those that came with a case: its own, and those of the cases merged into it before. */
  petitionsFrom(db: Db, caseId: string, survivorId: string): Promise<string[]> {
    return this.petitionIds(
      db,
      sql`${withMerged(caseId)}
        SELECT l.petition_id AS id
        FROM case_petitions l
        JOIN merged m ON m.id = l.came_from_case_id
        WHERE l.case_id = ${survivorId}`,
    );
  }

  /** Lets another case answer petitions; where each was filed is kept. */
  async move(tx: Tx, petitionIds: readonly string[], fromId: string, toId: string): Promise<void> {
    await tx.query(sql`
      UPDATE case_petitions
      SET case_id = ${toId}, came_from_case_id = nullif(coalesce(came_from_case_id, case_id), ${toId})
      WHERE case_id = ${fromId} AND petition_id = ANY(${petitionIds})`);
  }

  private async petitionIds(db: Db, statement: Sql): Promise<string[]> {
    return (await db.query<{ id: string }>(statement)).map(({ id }) => id);
  }
}

/** A case and all cases that were merged into it, directly or by way of another, as the common table expression `merged`. */
export const withMerged = (caseId: string | Sql): Sql => sql`
  WITH RECURSIVE merged AS (
    SELECT ${caseId}::uuid AS id
    UNION
    SELECT c.id FROM merged m JOIN cases c ON c.merged_into_id = m.id
  )`;

/** Number of the case at the end of the merges of `cases c`; looked up only where it was merged. */
export const MERGED_INTO = sql`CASE WHEN c.merged_into_id IS NOT NULL THEN (
      WITH RECURSIVE onward AS (
        SELECT n.case_no, n.merged_into_id FROM cases n WHERE n.id = c.merged_into_id
        UNION ALL
        SELECT n.case_no, n.merged_into_id FROM onward o JOIN cases n ON n.id = o.merged_into_id
      )
      SELECT o.case_no FROM onward o WHERE o.merged_into_id IS NULL
    ) END AS "mergedInto"`;
