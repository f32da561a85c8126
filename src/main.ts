import 'reflect-metadata';
import { join } from 'node:path';
import { runUntilStopped, stopLater } from './app/lifetime.ts';
import { demonstrationAccounts, prepareProgram, startHttp } from './app/program.ts';
import { welcome } from './app/welcome.ts';
import { readSettings, type Settings } from './platform/config/index.ts';
import { ensureDatabase, startEmbeddedPostgres } from './platform/embedded-postgres/index.ts';

/** `npm start`: API and worker in one process, on an embedded PostgreSQL unless DATABASE_URL names another. */
await runUntilStopped(async () => {
  const settings = readSettings(process.env);
  const databaseUrl = settings.databaseUrl ?? (await embedded(settings));
  const prepared = await prepareProgram(settings, databaseUrl);
  const app = await startHttp({ ...prepared, roles: { api: true, worker: true } });
  stopLater(() => app.close());
  const demonstration = settings.production ? null : await demonstrationAccounts(app, settings);
  process.stdout.write(welcome(await app.getUrl(), settings, demonstration));
});

async function embedded(settings: Settings): Promise<string> {
  const log = (line: string): void => void process.stdout.write(`${line}\n`);
  const server = await startEmbeddedPostgres({ folder: join(settings.dataDir, 'postgres'), port: 0, log });
  stopLater(() => server.stop());
  await ensureDatabase(server, 'paian');
  return server.url('paian');
}
