import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '../../../platform/database/index.ts';

/** So long a worker is alive that was heard of; it is heard of with every mail. */
const HELD_MS = 2 * 60_000;
/** A mailbox that nobody looks into any more: the city has another. */
const FORGOTTEN_MS = 60 * 60_000;

/** Who looks into a mailbox, one at a time: it spares work. That no mail is taken twice does not depend on it. */
@Injectable()
export class RelayMailboxRepository {
  /** Lets a round begin, or go on, for two minutes. @returns whether nobody else is at it */
  async hold(tx: Tx, name: string, round: string, at: Date): Promise<boolean> {
    const until = new Date(at.getTime() + HELD_MS);
    const rows = await tx.query(sql`
      INSERT INTO relay_mailboxes AS m (name, held_by, held_until) VALUES (${name}, ${round}, ${until})
      ON CONFLICT (name) DO UPDATE SET held_by = excluded.held_by, held_until = excluded.held_until
      WHERE m.held_by IS NULL OR m.held_by = ${round} OR m.held_until < ${at}
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
    const forgotten = new Date(at.getTime() - FORGOTTEN_MS);
    await tx.query(sql`DELETE FROM relay_mailboxes m WHERE m.name <> ${name} AND m.held_until < ${forgotten}`);
  }
}
