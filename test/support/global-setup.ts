import { migrate } from '../../src/platform/database/migrate.ts';
import { migrateQueue } from '../../src/platform/queue/migrate-queue.ts';
import { FOLDER_VARIABLE, SERVER_VARIABLE, TEMPLATE, administer, databaseUrl, programUrl } from './test-database.ts';
import { insertKeys } from './vault-keys.ts';
import { type TestServer, startTestServer } from './test-server.ts';

export const RUNNING = Symbol.for('paian.test-server');

/**
 * One server and one migrated database for the whole jest run, however many projects ask for it. Nothing here may import an ES-only
 * package (`@nestjs/*`): jest loads this file outside its sandbox, as CommonJS.
 */
// eslint-disable-next-line no-restricted-exports -- jest takes the default export
export default async function globalSetup(): Promise<void> {
  const server = await startTestServer();
  (globalThis as { [RUNNING]?: TestServer })[RUNNING] = server;
  process.env[FOLDER_VARIABLE] = server.folder;
  process.env[SERVER_VARIABLE] = server.postgres.url('postgres');
  await administer(`CREATE DATABASE ${TEMPLATE}`);
  await migrate(databaseUrl(TEMPLATE), { also: migrateQueue, programUrl: programUrl(TEMPLATE) });
  await administer(insertKeys(), TEMPLATE);
  await administer(`ALTER DATABASE ${TEMPLATE} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
}
