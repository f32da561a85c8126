import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { type Db, sql, type Tx } from '../../../platform/database/index.ts';
import { within } from '../../cases/index.ts';
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

  /** Of a case within the scope; null when it has none. */
  async find(db: Db, caseNo: string, scope: Scope): Promise<Tombstone | null> {
    const [row] = await db.query<Tombstone>(sql`
      SELECT t.case_id AS "caseId", t.batch_id AS "batchId", t.batch_no AS "batchNo", t.case_no AS "caseNo", t.class,
        t.category_code AS "categoryCode", t.agency_code AS "agencyCode", t.status, t.received_on AS "receivedOn", t.closed_on AS "closedOn",
        t.anonymised_at AS "anonymisedAt"
      FROM tombstones t
      JOIN cases c ON c.id = t.case_id
      WHERE c.case_no = ${caseNo}${within(scope)}`);
    return row ?? null;
  }
}
