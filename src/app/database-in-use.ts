import { join } from 'node:path';
import type { Settings } from '../platform/config/index.ts';
import { ensureDatabase, startEmbeddedPostgres } from '../platform/embedded-postgres/index.ts';
import { stopLater } from './lifetime.ts';

/**
 * The address of the database: the one that DATABASE_URL names, or that of the embedded PostgreSQL, which is started for it and stops
 * with the process. There every city has a database of its own, so that one can be tried after the other.
 *
 * @throws StartupError when the embedded one cannot be had, because another program uses its folder for example
 */
export async function databaseInUse(settings: Settings): Promise<string> {
  if (settings.databaseUrl !== null) return settings.databaseUrl;
  const log = (line: string): void => void process.stdout.write(`${line}\n`);
  const server = await startEmbeddedPostgres({ folder: join(settings.dataDir, 'postgres'), port: 0, log });
  stopLater(() => server.stop());
  const name = `paian_${settings.city}`;
  await ensureDatabase(server, name);
  return server.url(name);
}
