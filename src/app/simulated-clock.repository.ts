import { Injectable } from '@nestjs/common';
import { Database, sql } from '../platform/database/index.ts';

/** The one row of the table. */
const ID = 1;

/** Remembers how far the simulated clock is ahead, so that a restart does not turn it back. */
@Injectable()
export class SimulatedClockRepository {
  constructor(private readonly database: Database) {}

  async load(): Promise<number> {
    const [row] = await this.database.query<{ aheadMs: string }>(sql`
      SELECT s.ahead_ms AS "aheadMs" FROM simulated_clock s WHERE s.id = ${ID}`);
    return row ? Number(row.aheadMs) : 0;
  }

  async save(aheadMs: number): Promise<void> {
    await this.database.transaction((tx) =>
      tx.query(sql`
        INSERT INTO simulated_clock (id, ahead_ms)
        VALUES (${ID}, ${Math.round(aheadMs)})
        ON CONFLICT (id) DO UPDATE SET ahead_ms = excluded.ahead_ms`),
    );
  }
}
