import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabase, startEmbeddedPostgres } from '../platform/embedded-postgres/index.ts';

/** Nothing here outlives its server, so no write waits for the disk. */
const THROW_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', jit: 'off' };

const NAME = 'paian';

export interface ThrowAwayDatabase {
  /** Where it keeps everything; gone when it has stopped. */
  readonly folder: string;
  /** With the role that the program works as. */
  readonly url: string;
  readonly ownerUrl: string;
}

/**
 * Starts a server below the system's temporary folder, with one empty database.
 *
 * @param occasion one word, for the name of its folder
 * @param stopLater is given, as it starts, what must be stopped or removed at the end: the last first
 * @throws StartupError
 */
export async function startThrowAwayDatabase(
  occasion: string,
  stopLater: (stop: () => Promise<unknown>) => void,
): Promise<ThrowAwayDatabase> {
  const folder = mkdtempSync(join(tmpdir(), `paian-${occasion}-${process.pid}-`));
  stopLater(async () => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755); // the database may run as another user
  const postgres = await startEmbeddedPostgres({
    ...{ folder: join(folder, 'postgres'), port: 0, settings: THROW_AWAY, durable: false },
    log: () => undefined,
  });
  stopLater(() => postgres.stop());
  await ensureDatabase(postgres, NAME);
  return { folder, url: postgres.programUrl(NAME), ownerUrl: postgres.url(NAME) };
}
