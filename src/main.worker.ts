import 'reflect-metadata';
import { runUntilStopped, stopLater } from './app/lifetime.ts';
import { prepareProgram, startWorker } from './app/program.ts';
import { StartupError } from './kernel/startup-error.ts';
import { readSettings } from './platform/config/index.ts';

/** Works on jobs, rings alarms, sends messages. Any number may run against one PostgreSQL and one Redis. */
await runUntilStopped(async () => {
  const settings = readSettings(process.env);
  if (settings.databaseUrl === null)
    throw new StartupError('DATABASE_URL is not set: only "npm start" brings a database of its own.');
  const prepared = await prepareProgram(settings);
  const app = await startWorker({ ...prepared, roles: { api: false, worker: true } });
  stopLater(() => app.close());
  process.stdout.write('The worker is ready.\n');
});
