import { Injectable } from '@nestjs/common';
import { type ConstraintErrors, type Db, json, refusing, sql, type Tx } from '../../../platform/database/index.ts';
import { ListNameTaken } from '../domain/list-errors.ts';
import type { SavedList } from '../domain/saved-list.ts';

export const SAVED_LIST_CONSTRAINTS: ConstraintErrors = { saved_lists_name_unique: ListNameTaken };

/** Stands for all cases where a list is named. */
export const ALL_CASES = '*';

/** What staff keep for themselves beside the cases. */
@Injectable()
export class MyListRepository {
  /** By name. */
  list(db: Db, accountId: string): Promise<SavedList[]> {
    return db.query<SavedList>(sql`
      SELECT l.id, l.name, l.filter FROM saved_lists l WHERE l.account_id = ${accountId} ORDER BY l.name, l.id`);
  }

  /** @returns whether there was room for it @throws ListNameTaken */
  async insert(tx: Tx, accountId: string, { id, name, filter }: SavedList, room: { at: Date; most: number }): Promise<boolean> {
    const rows = await tx
      .query(
        sql`
      INSERT INTO saved_lists (id, account_id, name, filter, created_at)
      SELECT ${id}, ${accountId}, ${name}, ${json(filter)}, ${room.at}
      WHERE (SELECT count(*) FROM saved_lists l WHERE l.account_id = ${accountId}) < ${room.most}
      RETURNING id`,
      )
      .catch(refusing(SAVED_LIST_CONSTRAINTS));
    return rows.length > 0;
  }

  /** @returns whether it was theirs @throws ListNameTaken */
  async update(tx: Tx, accountId: string, { id, name, filter }: SavedList): Promise<boolean> {
    const rows = await tx
      .query(
        sql`
      UPDATE saved_lists
      SET name = ${name}, filter = ${json(filter)}
      WHERE id = ${id} AND account_id = ${accountId}
      RETURNING id`,
      )
      .catch(refusing(SAVED_LIST_CONSTRAINTS));
    return rows.length > 0;
  }

  /** @returns whether it was theirs */
  async delete(tx: Tx, accountId: string, id: string): Promise<boolean> {
    const rows = await tx.query(sql`DELETE FROM saved_lists WHERE id = ${id} AND account_id = ${accountId} RETURNING id`);
    await tx.query(sql`DELETE FROM list_looks WHERE account_id = ${accountId} AND list = ${id}`);
    return rows.length > 0;
  }

  async look(tx: Tx, accountId: string, list: string, at: Date): Promise<void> {
    await tx.query(sql`
      INSERT INTO list_looks (account_id, list, looked_at)
      VALUES (${accountId}, ${list}, ${at})
      ON CONFLICT (account_id, list) DO UPDATE SET looked_at = excluded.looked_at`);
  }

  async shortlist(tx: Tx, accountId: string, caseId: string, at: Date): Promise<void> {
    await tx.query(sql`
      INSERT INTO shortlisted_cases (account_id, case_id, added_at)
      VALUES (${accountId}, ${caseId}, ${at})
      ON CONFLICT DO NOTHING`);
  }

  /** @returns whether it was on the list */
  async unlist(tx: Tx, accountId: string, caseNo: string): Promise<boolean> {
    const rows = await tx.query(sql`
      DELETE FROM shortlisted_cases
      WHERE account_id = ${accountId} AND case_id = (SELECT c.id FROM cases c WHERE c.case_no = ${caseNo})
      RETURNING case_id`);
    return rows.length > 0;
  }
}
