import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '../../../platform/database/index.ts';

/** Who looks into a mailbox, one at a time: it spares work. That no mail is taken twice does not depend on it. */
@Injectable()
export class RelayMailboxRepository {
  /** Lets a round begin, or go on, for two minutes of the database's clock. @returns whether nobody else is at it */
  async hold(tx: Tx, name: string, round: string): Promise<boolean> {
    const rows = await tx.query(sql`
      INSERT INTO relay_mailboxes AS m (name, held_by, held_until) VALUES (${name}, ${round}, clock_timestamp() + interval '2 minutes')
      ON CONFLICT (name) DO UPDATE SET held_by = excluded.held_by, held_until = excluded.held_until
      WHERE m.held_by IS NULL OR m.held_by = ${round} OR m.held_until < clock_timestamp()
      RETURNING m.name`);
    return rows.length > 0;
  }

  /** Ends a round. @param failure why not all could be taken; null when all was */
  async release(tx: Tx, name: string, round: string, failure: string | null, at: Date): Promise<void> {
    await tx.query(sql`
      UPDATE relay_mailboxes m
      SET held_by = NULL, reason = ${failure},
        failing_since = CASE WHEN ${failure}::text IS NOT NULL THEN coalesce(m.failing_since, ${at}) END
      WHERE m.name = ${name} AND m.held_by = ${round}`);
    await tx.query(
      sql`DELETE FROM relay_mailboxes m WHERE m.name <> ${name} AND m.held_until < clock_timestamp() - interval '1 hour'`,
    );
  }
}
