import 'reflect-metadata';
import { databaseInUse } from './app/database-in-use.ts';
import { runUntilStopped, stopLater } from './app/lifetime.ts';
import { demonstrationAccounts, prepareProgram, startHttp } from './app/program.ts';
import { welcome } from './app/welcome.ts';
import { readSettings } from './platform/config/index.ts';

/** `npm start`: API and worker in one process, on an embedded PostgreSQL unless DATABASE_URL names another. */
await runUntilStopped(async () => {
  const settings = readSettings(process.env);
  const prepared = await prepareProgram(settings, await databaseInUse(settings));
  const app = await startHttp({ ...prepared, roles: { api: true, worker: true } });
  stopLater(() => app.close());
  const demonstration = settings.production ? null : await demonstrationAccounts(app, settings);
  process.stdout.write(welcome(await app.getUrl(), settings, demonstration));
});
