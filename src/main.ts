import 'reflect-metadata';
import { databaseInUse } from './app/database-in-use.ts';
import { runUntilStopped, stopLater } from './app/lifetime.ts';
import { welcome } from './app/welcome.ts';
import { readSettings } from './platform/config/index.ts';

/** `npm start`: API and worker in one process, on an embedded PostgreSQL unless DATABASE_URL names another. */
await runUntilStopped(async () => {
  const settings = readSettings(process.env);
  // PostgreSQL starts while the program is loaded, which takes as long again
  const [program, database] = await Promise.all([import('./app/program.ts'), databaseInUse(settings)]);
  const { demonstrationAccounts, prepareProgram, startHttp } = program;
  const prepared = await prepareProgram(settings, database);
  const { app, url } = await startHttp({ ...prepared, roles: { api: true, worker: true } });
  stopLater(() => app.close());
  const demonstration = settings.production ? null : await demonstrationAccounts(app, settings);
  process.stdout.write(welcome(url, settings, demonstration));
});
