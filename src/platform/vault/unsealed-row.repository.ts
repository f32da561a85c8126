import { Injectable } from '@nestjs/common';
import { type Db, sql, type Tx } from '../database/index.ts';

@Injectable()
export class UnsealedRowRepository {
  async isEmpty(db: Db): Promise<boolean> {
    const [row] = await db.query<{ empty: boolean }>(sql`SELECT NOT EXISTS (SELECT FROM unsealed_rows) AS empty`);
    return row!.empty;
  }

  /** Takes rows out, in the order in which they were laid in. */
  async take<Row>(tx: Tx, belongsTo: string, limit: number): Promise<Row[]> {
    const rows = await tx.query<{ plain: Row }>(sql`
      WITH next AS (
        SELECT u.no FROM unsealed_rows u WHERE u.belongs_to = ${belongsTo} ORDER BY u.no LIMIT ${limit}
      )
      DELETE FROM unsealed_rows u
      USING next n
      WHERE u.no = n.no
      RETURNING u.plain`);
    return rows.map(({ plain }) => plain);
  }

  /** Leaves nothing on the disk of what was taken out: a deleted row stays there until it is written over. */
  async wipe(tx: Tx): Promise<void> {
    await tx.query(sql`TRUNCATE unsealed_rows`);
  }
}
