import { sql, type Tx } from '../../src/platform/database/index.ts';

/** Whether another transaction waits for what this one has locked. */
export async function isWaitedFor(tx: Tx): Promise<boolean> {
  const waiting = await tx.query(sql`
    SELECT l.pid FROM pg_locks l WHERE NOT l.granted AND pg_backend_pid() = ANY (pg_blocking_pids(l.pid))`);
  return waiting.length > 0;
}
