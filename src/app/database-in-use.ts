import { join } from 'node:path';
import type { Settings } from '../platform/config/index.ts';
import type { DatabaseAddresses } from '../platform/database/index.ts';
import { ensureDatabase, startEmbeddedPostgres } from '../platform/embedded-postgres/index.ts';
import { stopLater } from './lifetime.ts';

/**
 * The addresses of the database: what DATABASE_URL and DATABASE_OWNER_URL name, or those of the embedded PostgreSQL, which is started for it and stops
 * with the process. There every city has a database of its own, so that one can be tried after the other.
 *
 * @throws StartupError when the embedded one cannot be had, because another program uses its folder for example
 */
export async function databaseInUse(settings: Settings): Promise<DatabaseAddresses> {
  if (settings.databaseUrl !== null) return { url: settings.databaseUrl, ownerUrl: settings.databaseOwnerUrl };
  const log = (line: string): void => void process.stdout.write(`${line}\n`);
  const server = await startEmbeddedPostgres({ folder: join(settings.dataDir, 'postgres'), port: 0, log });
  stopLater(() => server.stop());
  const name = `paian_${settings.city}`;
  await ensureDatabase(server, name);
  return { url: server.programUrl(name), ownerUrl: server.url(name) };
}
