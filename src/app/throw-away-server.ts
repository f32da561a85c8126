import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type CivilDate, instantAt } from '../kernel/civil-date.ts';
import { SimulatedClock } from '../platform/clock/index.ts';
import { readSettings } from '../platform/config/index.ts';
import { readCityPack } from './city-pack/city-pack.ts';
import { PackLoader } from './city-pack/pack-loader.service.ts';
import { createHttpApp } from './http-app.ts';
import { prepareDatabase } from './prepared-database.ts';
import { demonstrationAccounts, PACK_FOLDERS } from './program.ts';
import { startThrowAwayDatabase } from './throw-away-database.ts';

/** What somebody wants a server for. */
export interface Occasion {
  /** One word, for the name of its folder. */
  readonly name: string;
  /** Name of its pack; undefined: the one that is used when none is named. */
  readonly city: string | undefined;
  /** Of every demonstration account. */
  readonly password: string;
  /** What its clock shows in the beginning: the day, and the minute of it, on the city's wall. */
  readonly begins: { readonly day: CivilDate; readonly minute: number };
}

export interface ThrowAwayServer {
  readonly url: string;
  /** Where it keeps everything; gone when it has stopped. */
  readonly folder: string;
  readonly city: string;
  readonly timeZone: string;
  readonly begins: Date;
  /** Of every demonstration account. */
  readonly password: string;
  /** For what the interface does not tell. */
  readonly app: NestFastifyApplication;
}

/**
 * Starts the server as `npm start` does, but on a database below the system's temporary folder, on a free port, and with a clock that
 * shows what the occasion asks for.
 *
 * @param stopLater is given, as it starts, what must be stopped or removed at the end: the last first
 * @throws StartupError
 */
export async function startThrowAwayServer(
  { name: occasion, city, password, begins: { day, minute } }: Occasion,
  stopLater: (stop: () => Promise<unknown>) => void,
): Promise<ThrowAwayServer> {
  const { folder, url: databaseUrl, ownerUrl } = await startThrowAwayDatabase(occasion, stopLater);
  const settings = readSettings({
    ...{ CITY: city, DATA_DIR: folder, PORT: '0', SIM_CLOCK: '1', DEMO_PASSWORD: password, LOG_LEVEL: 'error' },
    PUBLIC_URL: 'https://1999.example',
    RATE_LIMIT_PERCENT: '0', // one program plays everybody, as fast as it can
  });
  const clock = new SimulatedClock();
  const prepared = await prepareDatabase({ url: databaseUrl, ownerUrl }, settings, clock);
  const pack = readCityPack(settings.city, PACK_FOLDERS, clock.now());
  const { timeZone } = pack.settings;
  const begins = instantAt(day, minute, timeZone);
  clock.startAt(begins);
  const roles = { api: true, worker: true };
  const app = await createHttpApp({ settings, ...prepared, pack, clock, roles });
  stopLater(() => app.close());
  await app.get(PackLoader).load(pack);
  await app.init();
  const url = await app.getHttpAdapter().getInstance().listen({ port: settings.port, host: settings.host });
  await demonstrationAccounts(app, settings);
  return { url, folder, city: settings.city, timeZone, begins, password, app };
}
