import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantAt } from '../../kernel/civil-date.ts';
import { SimulatedClock } from '../../platform/clock/index.ts';
import { readSettings } from '../../platform/config/index.ts';
import { ensureDatabase, startEmbeddedPostgres } from '../../platform/embedded-postgres/index.ts';
import { readCityPack } from '../city-pack/city-pack.ts';
import { PackLoader } from '../city-pack/pack-loader.service.ts';
import { createHttpApp } from '../http-app.ts';
import { demonstrationAccounts, migrateDatabase, PACK_FOLDERS } from '../program.ts';
import { MONDAY } from './office-time.ts';

/** Nothing here outlives the demonstration, so no write waits for the disk. */
const THROW_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', jit: 'off' };
const FIRST_MINUTE = 8 * 60;

export interface DemoServer {
  readonly url: string;
  /** Where it keeps everything; gone when it has stopped. */
  readonly folder: string;
  readonly city: string;
  readonly timeZone: string;
  readonly begins: Date;
  /** Of every demonstration account. */
  readonly password: string;
}

/**
 * Starts the server as `npm start` does, but on a database below the system's temporary folder, on a free port, and with a clock that
 * shows a Monday morning.
 *
 * @param city name of its pack; undefined: the one that is used when none is named
 * @param stopLater is given, as it starts, what must be stopped or removed at the end: the last first
 * @throws StartupError
 */
export async function startDemoServer(
  city: string | undefined,
  password: string,
  stopLater: (stop: () => Promise<unknown>) => void,
): Promise<DemoServer> {
  const folder = mkdtempSync(join(tmpdir(), `paian-demo-${process.pid}-`));
  stopLater(async () => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755); // the database may run as another user
  const settings = readSettings({
    ...{ CITY: city, DATA_DIR: folder, PORT: '0', SIM_CLOCK: '1', DEMO_PASSWORD: password, LOG_LEVEL: 'error' },
    PUBLIC_URL: 'https://1999.example',
  });
  const postgres = await startEmbeddedPostgres({
    ...{ folder: join(folder, 'postgres'), port: 0, settings: THROW_AWAY, durable: false },
    log: () => undefined,
  });
  stopLater(() => postgres.stop());
  const name = `paian_${settings.city}`;
  await ensureDatabase(postgres, name);
  await migrateDatabase(postgres.url(name));
  const clock = new SimulatedClock();
  const pack = readCityPack(settings.city, PACK_FOLDERS, clock.now());
  const { timeZone } = pack.settings;
  const begins = instantAt(MONDAY, FIRST_MINUTE, timeZone);
  clock.startAt(begins);
  const roles = { api: true, worker: true };
  const app = await createHttpApp({ settings, databaseUrl: postgres.url(name), pack, clock, roles });
  stopLater(() => app.close());
  await app.get(PackLoader).load(pack);
  await app.init();
  const url = await app.getHttpAdapter().getInstance().listen({ port: settings.port, host: settings.host });
  await demonstrationAccounts(app, settings);
  return { url, folder, city: settings.city, timeZone, begins, password };
}
