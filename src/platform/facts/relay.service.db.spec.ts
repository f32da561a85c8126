import { Injectable, Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Queue } from 'bullmq';
import { planOf, RecordingDatabase } from '../../../test/support/plan.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { until } from '../../../test/support/until.ts';
import { SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { ClockModule } from '../clock/index.ts';
import { type City, ConfigModule, readSettings } from '../config/index.ts';
import { Database, DatabaseModule, sql, type Tx } from '../database/index.ts';
import { chooseBackend, closeBackend } from '../queue/backend.ts';
import { QueueModule, Queues, WorkersModule } from '../queue/index.ts';
import { Facts } from './facts.ts';
import { FactsModule } from './facts.module.ts';
import type { Stored } from './fact.ts';
import { On, type Reaction } from './reaction.ts';
import { Relay } from './relay.service.ts';

const MINUTE_MS = 60_000;
let failures = 0;

/** Counts; fails as often as it is told to, when it has counted already. */
@On('lamp.repaired')
@Injectable()
export class CountLamps implements Reaction {
  async react(tx: Tx, { id }: Stored): Promise<void> {
    await tx.query(sql`INSERT INTO counted (fact_id) VALUES (${id})`);
    if (failures > 0) {
      failures -= 1;
      throw new Error('lost count');
    }
  }
}

const clock = new SetClock(new Date('2026-11-20T01:00:00Z'));
let copy: TestDatabase;
let program: TestingModule;
let database: RecordingDatabase;

async function startProgram(worker: boolean): Promise<TestingModule> {
  const started = await Test.createTestingModule({
    imports: [
      ConfigModule.of(readSettings({}), {} as City),
      ClockModule.of(clock),
      DatabaseModule.connect({ url: copy.ownerUrl, pool: 6 }),
      QueueModule.connect({ databaseUrl: copy.ownerUrl }),
      FactsModule,
      ...(worker ? [WorkersModule] : []),
    ],
    providers: [CountLamps],
  })
    .overrideProvider(Database)
    .useClass(RecordingDatabase)
    .compile();
  Logger.overrideLogger(false); // a failed job is logged, and is what is tried here
  return started;
}

async function repair(lamps: number): Promise<void> {
  const facts = Array.from({ length: lamps }, () => ({
    type: 'lamp.repaired',
    subject: { kind: 'case' as const, id: newId() },
    data: {},
  }));
  await database.transaction((tx) => program.get(Facts).record(tx, SYSTEM, facts));
}

const relay = (of = program): Promise<number> => of.get(Relay).run();
const queued = (): Promise<number> => program.get(Queues).busy(['reactions']);
const counted = async (): Promise<number> =>
  (await database.query<{ count: number }>(sql`SELECT count(*)::integer AS count FROM counted`))[0]!.count;

/** The queue's memory is gone, as after a crash without a disk. */
async function forgetQueue(): Promise<void> {
  const connection = chooseBackend({ databaseUrl: copy.ownerUrl });
  const queue = new Queue('reactions', { connection });
  await queue.obliterate({ force: true });
  await queue.close();
  await closeBackend(connection);
}

beforeEach(async () => {
  failures = 0;
  copy = await createTestDatabase();
  program = await startProgram(false);
  database = program.get<RecordingDatabase>(Database);
  await database.transaction((tx) => tx.query(sql`CREATE TABLE counted (fact_id uuid PRIMARY KEY)`));
});

afterEach(async () => {
  await program.close();
  await copy.drop();
});

test('every delivery is handed to the queue once', async () => {
  await repair(3);
  expect(await relay()).toBe(3);
  expect(await relay()).toBe(0);
  expect(await queued()).toBe(3);
  expect(await program.get(Relay).pending()).toBe(3);
});

test('a storm waits in the table: a thousand jobs are in the queue, and the others follow when there is room', async () => {
  await repair(1_501);
  expect(await relay()).toBe(1_000);
  expect(await relay()).toBe(0);
  await forgetQueue();
  expect(await relay()).toBe(501);
});

test('a batch looks at no more deliveries than it hands over, however many wait', async () => {
  await repair(2_500);
  await repair(2_500); // one statement takes no more than 65,535 values
  await database.query(sql`ANALYZE fact_deliveries`);
  await relay();
  const claim = database.asked.find(({ text }) => text.includes('SKIP LOCKED'))!;
  const looks = (await planOf(database, claim)).filter(({ name }) => name === 'fact_deliveries_by_offer');
  expect(looks.map(({ rows }) => rows)).toEqual([500]);
});

test('a batch is no larger when PostgreSQL takes the table for an empty one', async () => {
  await repair(1_501);
  await database.transaction((tx) => tx.query(sql`DELETE FROM fact_deliveries`));
  await database.query(sql`VACUUM (TRUNCATE off, ANALYZE) fact_deliveries`);
  await repair(1_501);
  expect(await relay()).toBe(1_000);
});

test('a row that somebody holds is left for the next run, and nobody waits for it', async () => {
  await repair(3);
  await database.transaction(async (tx) => {
    await tx.query(sql`SELECT d.fact_id FROM fact_deliveries d ORDER BY d.fact_id LIMIT 1 FOR UPDATE`);
    expect(await relay()).toBe(2);
  });
  expect(await relay()).toBe(1);
});

test('relays that run at once hand over different rows', async () => {
  await repair(400);
  const handed = await Promise.all([relay(), relay(), relay()]);
  expect(handed.reduce((sum, count) => sum + count)).toBe(400);
  expect(await queued()).toBe(400);
});

test('a job that the queue lost is offered again after a minute', async () => {
  await repair(2);
  await relay();
  await forgetQueue();
  clock.forward(MINUTE_MS - 1);
  expect(await relay()).toBe(0);
  clock.forward(1);
  expect(await relay()).toBe(2);
  expect(await queued()).toBe(2);
});

test('a job that still waits is not doubled when it is offered again', async () => {
  clock.at = new Date('2026-11-20T01:00:00Z');
  await repair(2);
  await relay();
  clock.forward(2 * MINUTE_MS);
  expect(await relay()).toBe(2);
  expect(await queued()).toBe(2);
});

test('a queue that fails leaves every delivery to be handed over later', async () => {
  await repair(2);
  await queued();
  await database.transaction((tx) => tx.query(sql`ALTER SCHEMA bullmq RENAME TO away`));
  await expect(relay()).rejects.toThrow();
  await database.transaction((tx) => tx.query(sql`ALTER SCHEMA away RENAME TO bullmq`));
  const again = await startProgram(false);
  expect(await relay(again)).toBe(2);
  await again.close();
});

test('a reaction that fails is tried again by the queue, and takes effect once', async () => {
  const worker = await startProgram(true);
  await worker.init();
  failures = 1;
  await repair(5);
  await relay(worker);
  await until(async () => (await worker.get(Relay).pending()) === 0);
  expect(await counted()).toBe(5);
  await worker.close();
});
