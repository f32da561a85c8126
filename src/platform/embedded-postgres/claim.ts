import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StartupError } from '../../kernel/startup-error.ts';

/** "Our folder is taken", as an advisory lock of the `postgres` database; any constant would do. */
const LOCK = 1_999_002;
const POLL_MS = 100;

/** One program's hold on a running server. The system frees it with the connection, however the program ends. */
export interface Claim {
  /** Resolves when the connection is lost without our asking: the server is gone or has restarted itself. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the server for this process. A program that is just ending is waited for.
 *
 * @param path       folder of the server, for the message
 * @param patienceMs how long another program may still hold it
 * @throws StartupError when another program keeps it
 */
export async function claim(url: string, path: string, patienceMs: number): Promise<Claim> {
  const client = new pg.Client({ connectionString: url, application_name: `process ${process.pid}`, keepAlive: true });
  const lost = new Promise<void>((resolve) => {
    client.once('end', resolve);
    client.on('error', () => resolve());
  });
  await client.connect();
  for (let waited = 0; !(await tryLock(client)); waited += POLL_MS) {
    if (waited >= patienceMs) {
      const holder = await holderOf(client);
      await client.end();
      throw new StartupError(
        `Another program (${holder}) is already running on the data folder ${path}: stop it, or name another in DATA_DIR.`,
      );
    }
    await sleep(POLL_MS);
  }
  return { lost, release: () => client.end() };
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [LOCK]);
  return rows[0]?.free === true;
}

async function holderOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name
       FROM pg_locks l
       JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.objid = $1 AND l.granted`,
    [LOCK],
  );
  return rows[0]?.name ?? 'just ended';
}
