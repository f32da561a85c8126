import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { errorCode, StartupError } from '../kernel/startup-error.ts';
import { Agencies, isActive } from '../modules/agencies/index.ts';
import { type Demonstration, DemonstrationAccounts } from '../modules/identity/index.ts';
import { CityTime, type Clock, SimulatedClock, SystemClock } from '../platform/clock/index.ts';
import { CHECKOUT, readSettings, type Settings } from '../platform/config/index.ts';
import type { DatabaseAddresses } from '../platform/database/index.ts';
import { Metrics, requestLogger } from '../platform/telemetry/index.ts';
import { MasterKey } from '../platform/vault/index.ts';
import { AppModule, type AppOptions } from './app.module.ts';
import { type CityPack, type PackFolders, readCityPack } from './city-pack/city-pack.ts';
import { PackLoader } from './city-pack/pack-loader.service.ts';
import { databaseInUse } from './database-in-use.ts';
import { createHttpApp } from './http-app.ts';
import { NestLog } from './nest-log.ts';
import { openApiOf, serveOpenApi } from './openapi.ts';
import { prepareDatabase } from './prepared-database.ts';

/** Where the packs lie, and what the build made for them. */
export const PACK_FOLDERS: PackFolders = { cities: join(CHECKOUT, 'cities'), boundaries: join(CHECKOUT, '.cache/boundaries') };

/**
 * Everything a process needs before it can be composed: the city pack read and judged, the vault open, the tables up to date.
 *
 * @param database its addresses, where it is in use already
 * @throws StartupError when one of them cannot be had
 */
export async function prepareProgram(
  settings: Settings,
  database: DatabaseAddresses | null = null,
): Promise<Pick<AppOptions, 'settings' | 'databaseUrl' | 'masterKey' | 'pack' | 'clock'>> {
  const clock: Clock = settings.simulatedClock ? new SimulatedClock() : new SystemClock();
  const pack = readPack(settings, clock);
  const { databaseUrl, masterKey } = await prepareDatabase(database ?? (await databaseInUse(settings)), settings, clock);
  return { settings, databaseUrl, masterKey, pack, clock };
}

/** @throws StartupError that names the bad lines */
function readPack(settings: Settings, clock: Clock): CityPack {
  return readCityPack(settings.city, PACK_FOLDERS, clock.now());
}

/** Starts answering requests. @returns the process and its address. @throws StartupError when the port cannot be had */
export async function startHttp(options: AppOptions): Promise<{ readonly app: NestFastifyApplication; readonly url: string }> {
  const app = await createHttpApp(options);
  app.get(Metrics).watchProcess();
  await serveOpenApi(app);
  await app.get(PackLoader).load(options.pack);
  await app.init();
  const { port, host } = options.settings;
  try {
    // Not Nest's own `listen`, which logs the failure that is told in words here.
    return { app, url: await app.getHttpAdapter().getInstance().listen({ port, host }) };
  } catch (error) {
    await app.close();
    const code = errorCode(error);
    throw new StartupError(`Cannot listen on ${host}:${port} (${code}): ${WHY_NOT[code] ?? 'set HOST and PORT to others.'}`, {
      cause: error,
    });
  }
}

const WHY_NOT: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program has the port; set PORT to a free one.',
  EADDRNOTAVAIL: 'the address is not of this machine; set HOST to one that is, or to 0.0.0.0 for all.',
  ENOTFOUND: 'nobody knows this name; set HOST to an address of this machine.',
  EACCES: 'this user may not have the port; set PORT to one from 1024 on.',
};

/** The contract of all routes, the simulated clock's included; nothing is connected. */
export async function previewOpenApi(): Promise<OpenAPIObject> {
  const settings = readSettings({ SIM_CLOCK: '1', LOG_LEVEL: 'error' });
  const clock = new SimulatedClock();
  const nothing = { databaseUrl: '', masterKey: new MasterKey(Buffer.alloc(0)) };
  const options = { settings, clock, pack: readPack(settings, clock), ...nothing, roles: { api: true, worker: true } };
  return openApiOf(await createHttpApp(options, true));
}

/** Starts working on jobs without answering requests. */
export async function startWorker(options: AppOptions): Promise<INestApplicationContext> {
  const app = await NestFactory.createApplicationContext(AppModule.of(options), {
    logger: new NestLog(requestLogger(options.settings.logLevel, options.log)),
    abortOnError: false,
  });
  await app.get(PackLoader).refresh();
  return app;
}

/** The accounts by which the city can be tried out; none in production. */
export function demonstrationAccounts(app: INestApplicationContext, settings: Settings): Promise<Demonstration> {
  const today = app.get(CityTime).today();
  const agencies = app
    .get(Agencies)
    .all()
    .filter((agency) => isActive(agency, today));
  return app.get(DemonstrationAccounts).ensure(agencies, settings.demoPassword);
}
