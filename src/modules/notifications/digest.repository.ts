import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../kernel/civil-date.ts';
import { sql, type Tx } from '../../platform/database/index.ts';

@Injectable()
export class DigestRepository {
  /** @returns those who had no digest on the day; another process that claims the same people at once waits */
  async claim(tx: Tx, accountIds: readonly string[], day: CivilDate, now: Date): Promise<string[]> {
    const rows = await tx.query<{ accountId: string }>(sql`
      INSERT INTO digests (account_id, day, sent_at)
      SELECT a.id, ${day}::date, ${now}::timestamptz
      FROM unnest(${accountIds}::uuid[]) a (id)
      ORDER BY a.id
      ON CONFLICT DO NOTHING
      RETURNING account_id AS "accountId"`);
    return rows.map(({ accountId }) => accountId);
  }
}
