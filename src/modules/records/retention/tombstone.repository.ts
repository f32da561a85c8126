import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { type Db, sql, type Tx } from '../../../platform/database/index.ts';
import { CaseNotFound, reachable } from '../../cases/index.ts';
import { CaseNotAnonymised } from './domain/retention-errors.ts';
import type { Tombstone } from './domain/tombstone.ts';

/** Tombstones: added to, never changed. */
@Injectable()
export class TombstoneRepository {
  async insert(tx: Tx, t: Tombstone): Promise<void> {
    await tx.query(sql`
      INSERT INTO tombstones (case_id, batch_id, batch_no, case_no, class, category_code, agency_code, status, received_on, closed_on,
        anonymised_at)
      VALUES (${t.caseId}, ${t.batchId}, ${t.batchNo}, ${t.caseNo}, ${t.class}, ${t.categoryCode}, ${t.agencyCode}, ${t.status},
        ${t.receivedOn}, ${t.closedOn}, ${t.anonymisedAt})`);
  }

  /** Takes away what the facts of a case say; the database lets it happen where the tombstone stands. @returns of how many facts */
  async blank(tx: Tx, batchId: string, caseId: string): Promise<number> {
    const [row] = await tx.query<{ blanked: number }>(sql`SELECT blank_facts(${batchId}::uuid, ${caseId}::uuid) AS blanked`);
    return row!.blanked;
  }

  /** Of which the record says nothing any more since the case was made anonymous: itself, its petitions and so on. */
  async blanked(tx: Tx, batchId: string, caseId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(sql`
      SELECT b.subject_id AS id
      FROM blanked_subjects b
      WHERE b.batch_id = ${batchId} AND b.case_id = ${caseId} AND b.subject_id = ANY (ARRAY(SELECT case_subjects(${caseId}::uuid)))
      ORDER BY b.subject_id`);
    return rows.map(({ id }) => id);
  }

  /** Of a case that somebody may read. @throws CaseNotFound, CaseNotAnonymised */
  async get(db: Db, caseNo: string, scope: Scope): Promise<Tombstone> {
    const [row] = await db.query<Tombstone | { readonly caseId: null }>(sql`
      SELECT t.case_id AS "caseId", t.batch_id AS "batchId", t.batch_no AS "batchNo", t.case_no AS "caseNo", t.class,
        t.category_code AS "categoryCode", t.agency_code AS "agencyCode", t.status, t.received_on AS "receivedOn", t.closed_on AS "closedOn",
        t.anonymised_at AS "anonymisedAt"
      FROM cases c
      LEFT JOIN tombstones t ON t.case_id = c.id
      WHERE c.case_no = ${caseNo}${reachable(scope)}`);
    if (!row) throw new CaseNotFound();
    if (row.caseId === null) throw new CaseNotAnonymised();
    return row;
  }
}
