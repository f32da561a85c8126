import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import type { Writable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppOptions } from '../../src/app/app.module.ts';
import { createHttpApp } from '../../src/app/http-app.ts';
import { readCityPack, type CityPack } from '../../src/app/city-pack/city-pack.ts';
import { PackLoader } from '../../src/app/city-pack/pack-loader.service.ts';
import { demonstrationAccounts, startHttp } from '../../src/app/program.ts';
import { Work } from '../../src/app/work.ts';
import type { AccountPolicy, SingleSignOnPolicy } from '../../src/modules/identity/index.ts';
import type { SurveyPolicy } from '../../src/modules/surveys/index.ts';
import { SimulatedClock } from '../../src/platform/clock/index.ts';
import { readSettings } from '../../src/platform/config/index.ts';
import { Database, type Sql, sql } from '../../src/platform/database/index.ts';
import { createDataSource } from '../../src/platform/database/data-source.ts';
import { type Answer, Client, overheard } from './client.ts';
import { createTestDatabase, type TestDatabase, testFolder } from './test-database.ts';
import { MASTER_KEY } from './vault-keys.ts';

export { type Answer, Client };

const ROOT = join(__dirname, '../..');
/** Of every demonstration account. */
export const PASSWORD = 'open-sesame-1999';

/** A message as the outbox shows it. */
export interface Letter {
  readonly template: string;
  readonly subject: string;
  readonly body: string;
  readonly links: readonly { readonly rel: string; readonly href: string }[];
  readonly caseNo: string;
  readonly createdAt: string;
}

/** The last part of a letter's link, which opens what the link leads to. */
export function keyIn({ links }: Letter, rel: string): string {
  const link = links.find((candidate) => candidate.rel === rel);
  if (!link) throw new Error(`no ${rel} link among ${JSON.stringify(links)}`);
  return link.href.split('/').at(-1)!;
}

interface HazardCase {
  readonly caseNo: string;
  readonly safetyHazard: boolean;
  readonly leadAgency: { readonly code: string };
}

/** A running process on a database of its own, with a clock that the test moves. */
export class TestApp {
  private readonly signedIn = new Map<string, Promise<Client>>();
  private closing: Promise<void> | undefined;

  constructor(
    readonly app: NestFastifyApplication,
    readonly clock: SimulatedClock,
    readonly copy: TestDatabase,
    private readonly dispose: () => Promise<void>,
  ) {}

  get databaseUrl(): string {
    return this.copy.url;
  }

  /** Anybody. */
  get citizen(): Client {
    return new Client(this.app);
  }

  /** A demonstration account, e.g. `operator`, `handler.ty-rmo`. */
  as(username: string): Promise<Client> {
    let client = this.signedIn.get(username);
    if (!client) this.signedIn.set(username, (client = this.signIn(username)));
    return client;
  }

  /** The same person at another desk: a session of its own. */
  async signIn(username: string, password = PASSWORD): Promise<Client> {
    const { status, body } = await this.citizen.post('/auth/login', { username, password });
    if (status !== 200) throw new Error(`${username} cannot sign in: ${JSON.stringify(body)}`);
    return new Client(this.app, { authorization: `Bearer ${body.token as string}` });
  }

  /** Lets everything that follows from what happened be done: facts relayed, reactions run, due alarms rung, messages sent. */
  async drain(): Promise<void> {
    await this.app.get(Work).drain();
  }

  /** Moves the clock as the operator of a demonstration would. */
  async advanceTo(instant: string): Promise<void> {
    const answer = await (await this.as('admin')).post('/dev/clock', { now: instant });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }

  /** A hazard that nobody has accepted calls every quarter of an hour: before days pass, the agencies accept theirs. */
  async acceptHazards(): Promise<void> {
    const { items } = (await (await this.as('city')).get('/cases?status=DISPATCHED&limit=200')).body;
    for (const { caseNo, safetyHazard, leadAgency } of items as HazardCase[]) {
      if (safetyHazard) await (await this.as(`handler.${leadAgency.code.toLowerCase()}`)).post(`/cases/${caseNo}/accept`);
    }
  }

  /**
   * What somebody finds in the mail when everything has been sent, the oldest first. What was written since the work was last done is in
   * no order: one case's facts are told by whoever comes first.
   *
   * @param caseNo only what is about this case
   */
  async lettersTo(address: string, caseNo?: string): Promise<Letter[]> {
    await this.drain();
    const { body } = await (await this.as('admin')).get(`/outbox?limit=200&to=${encodeURIComponent(address)}`);
    for (const letter of body.items as Letter[]) {
      overheard.hear('the subject of a mail', letter.subject);
      for (const { href } of letter.links) overheard.hear('a link in a mail', href);
    }
    return (body.items as Letter[]).reverse().filter((letter) => caseNo === undefined || letter.caseNo === caseNo);
  }

  /** The newest letter of its kind. @throws Error when there is none */
  async letterTo(address: string, template: string, caseNo?: string): Promise<Letter> {
    const letters = await this.lettersTo(address, caseNo);
    const letter = letters.findLast((candidate) => candidate.template === template);
    if (!letter) throw new Error(`no ${template} among [${letters.map((other) => other.template).join(', ')}] to ${address}`);
    return letter;
  }

  /** Of which kinds somebody has letters, in the order of the alphabet. */
  async templatesTo(address: string, caseNo?: string): Promise<string[]> {
    return (await this.lettersTo(address, caseNo)).map(({ template }) => template).sort();
  }

  /** What lies in the tables: for what no answer tells. */
  rows<Row>(statement: Sql): Promise<Row[]> {
    return this.database.query<Row>(statement);
  }

  get database(): Database {
    return this.app.get(Database);
  }

  /** What the program's own role may not do: the owner of the tables does it, with the triggers of the record switched off. */
  asOwner(...statements: readonly Sql[]): Promise<void> {
    return asOwner(this.copy, ...statements);
  }

  /** Once, however often it is asked to. */
  close(): Promise<void> {
    return (this.closing ??= this.end());
  }

  /** @throws Error when a log line, a metric or a refusal has told who petitioned */
  private async end(): Promise<void> {
    overheard.hear('a metric', (await this.citizen.get('/metrics')).body);
    await this.app.close();
    await this.dispose();
    if (overheard.leaks.length > 0) throw new Error(overheard.leaks.splice(0).join('\n'));
  }
}

/** One transaction of whoever owns the database, and may mean harm: no trigger of the record stands in the way. */
export async function asOwner({ ownerUrl }: TestDatabase, ...statements: readonly Sql[]): Promise<void> {
  const owner = new Database(await createDataSource({ url: ownerUrl, pool: 1 }).initialize());
  try {
    await owner.transaction(async (tx) => {
      await tx.query(sql`SET LOCAL session_replication_role = replica`);
      for (const statement of statements) await tx.query(statement);
    });
  } finally {
    await owner.onApplicationShutdown();
  }
}

const packs = new Map<string, CityPack>();

/** The shipped pack, read once per test file. */
export function cityPack(city = 'taoyuan'): CityPack {
  const read = (): CityPack =>
    readCityPack(
      city,
      { cities: join(ROOT, 'cities'), boundaries: join(ROOT, '.cache/boundaries') },
      new Date('2026-11-20T09:00:00+08:00'),
    );
  const pack = packs.get(city) ?? read();
  packs.set(city, pack);
  return pack;
}

const decidedOtherwise = (pack: CityPack, { survey, replies, accounts, singleSignOn }: TestAppOptions): CityPack => ({
  ...pack,
  settings: {
    ...pack.settings,
    survey: Object.assign({}, pack.settings.survey, survey),
    accounts: Object.assign({}, pack.settings.accounts, accounts),
  },
  replies: Object.assign({}, pack.replies, replies),
  singleSignOn: singleSignOn ?? null,
});

export interface TestAppOptions {
  readonly city?: string;
  /** What the clock shows at the beginning; the past is possible, the machine's time is the default. */
  readonly startsAt?: string;
  /** What the city decides about its surveys otherwise than its pack does. */
  readonly survey?: Partial<SurveyPolicy>;
  /** The queue on Redis instead of PostgreSQL. */
  readonly redisUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Gets the lines that are logged, in place of whoever looks for names in them. */
  readonly log?: Writable;
  /** How the city reads what its single sign-on says. */
  readonly singleSignOn?: SingleSignOnPolicy;
  /** What the city decides about accounts otherwise than its pack does. */
  readonly accounts?: Partial<AccountPolicy>;
  /** What the city says of replies, where the shipped pack says something else. */
  readonly replies?: Partial<CityPack['replies']>;
  /** Another process of the same city: on its database, by its clock. It is closed before the other one. */
  readonly beside?: TestApp;
  /** One that is there already, in place of a new one; it is left there. */
  readonly database?: TestDatabase;
  /** False: it only answers requests, so that nothing follows from them, and neither `drain` nor `advanceTo` is there. */
  readonly worker?: boolean;
  /** As it is started by people: at a port, with its documentation. */
  readonly served?: boolean;
}

/** Who asks for a level of the log reads it on standard output; everybody else's is listened to. */
const listening = ({ environment: { LOG_LEVEL } = {}, log = overheard.log }: TestAppOptions) =>
  LOG_LEVEL === undefined ? { log } : {};

/** A given one belongs to somebody else, who removes it. */
const databaseOf = async (given: TestDatabase | undefined): Promise<TestDatabase> =>
  given ? { ...given, drop: async () => undefined } : createTestDatabase();

function clockAt(instant: string | undefined): SimulatedClock {
  const clock = new SimulatedClock();
  if (instant !== undefined) clock.startAt(new Date(instant));
  return clock;
}

/** A process that answers, without a port and a documentation unless they are asked for. */
async function answering(options: AppOptions, served: boolean | undefined): Promise<NestFastifyApplication> {
  if (served) return (await startHttp(options)).app;
  const app = await createHttpApp(options);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  await app.get(PackLoader).load(options.pack);
  return app;
}

export async function startTestApp({
  city = 'taoyuan',
  startsAt,
  survey,
  redisUrl,
  environment = {},
  log,
  accounts,
  singleSignOn,
  replies,
  beside,
  database: given,
  worker = true,
  served,
}: TestAppOptions = {}): Promise<TestApp> {
  const database = await databaseOf(given ?? beside?.copy);
  const clock = beside?.clock ?? clockAt(startsAt);
  const settings = {
    ...readSettings({
      CITY: city,
      LOG_LEVEL: 'debug',
      PUBLIC_URL: 'https://1999.example',
      SIM_CLOCK: '1',
      HOST: '127.0.0.1',
      PORT: '0',
      DEMO_PASSWORD: PASSWORD,
      RATE_LIMIT_PERCENT: '0', // a whole city comes from one address; edge.e2e.ts is about the limits
      DATA_DIR: join(testFolder(), basename(new URL(database.url).pathname)),
      ...environment,
    }),
    redisUrl: redisUrl ?? null,
  };
  const pack = decidedOtherwise(cityPack(city), { survey, replies, accounts, singleSignOn });
  const prepared = { databaseUrl: database.url, masterKey: MASTER_KEY };
  const roles = { api: true, worker };
  const options = { settings, ...prepared, pack, clock, roles, ...listening({ environment, log }) };
  const app = await answering(options, served);
  await demonstrationAccounts(app, settings);
  return new TestApp(app, clock, database, () => database.drop());
}

/** A key that nobody used before. */
export const newKey = (): string => randomUUID();
