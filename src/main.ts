import 'reflect-metadata';
import { runUntilStopped, stopLater } from './app/lifetime.ts';
import { demonstrationAccounts, prepareProgram, startHttp } from './app/program.ts';
import { welcome } from './app/welcome.ts';
import { readSettings } from './platform/config/index.ts';

/** `npm start`: API and worker in one process, on an embedded PostgreSQL unless DATABASE_URL names another. */
await runUntilStopped(async () => {
  const settings = readSettings(process.env);
  const prepared = await prepareProgram(settings);
  const { app, url } = await startHttp({ ...prepared, roles: { api: true, worker: true } });
  stopLater(() => app.close());
  const demonstration = settings.production ? null : await demonstrationAccounts(app, settings);
  process.stdout.write(welcome(url, settings, demonstration));
});
