import 'reflect-metadata';
import { runUntilStopped, stopLater } from './app/lifetime.ts';
import { demonstrationAccounts, prepareProgram, startHttp } from './app/program.ts';
import { welcome } from './app/welcome.ts';
import { StartupError } from './kernel/startup-error.ts';
import { readSettings } from './platform/config/index.ts';

/** Answers requests. Any number may run against one PostgreSQL and one Redis. */
await runUntilStopped(async () => {
  const settings = readSettings(process.env);
  if (settings.databaseUrl === null)
    throw new StartupError('DATABASE_URL is not set: only "npm start" brings a database of its own.');
  const prepared = await prepareProgram(settings);
  const { app, url } = await startHttp({ ...prepared, roles: { api: true, worker: false } });
  stopLater(() => app.close());
  const demonstration = settings.production ? null : await demonstrationAccounts(app, settings);
  process.stdout.write(welcome(url, settings, demonstration));
});
