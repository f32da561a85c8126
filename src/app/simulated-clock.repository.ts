import { Injectable } from '@nestjs/common';
import { type Db, sql, type Tx } from '../platform/database/index.ts';

/** The one row of the table. */
const ID = 1;

/** Remembers how far the simulated clock is ahead, so that a restart does not turn it back. */
@Injectable()
export class SimulatedClockRepository {
  async load(db: Db): Promise<number> {
    const [row] = await db.query<{ aheadMs: string }>(sql`
      SELECT s.ahead_ms AS "aheadMs" FROM simulated_clock s WHERE s.id = ${ID}`);
    return row ? Number(row.aheadMs) : 0;
  }

  async save(tx: Tx, aheadMs: number): Promise<void> {
    await tx.query(sql`
      INSERT INTO simulated_clock (id, ahead_ms)
      VALUES (${ID}, ${Math.round(aheadMs)})
      ON CONFLICT (id) DO UPDATE SET ahead_ms = excluded.ahead_ms`);
  }
}
