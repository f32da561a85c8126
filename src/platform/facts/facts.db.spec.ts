import { SetClock } from '../../../test/support/set-clock.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { type ActorRef, CITIZEN } from '../../kernel/actor.ts';
import type { Fact } from '../../kernel/fact.ts';
import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../database/data-source.ts';
import { Database, sql } from '../database/index.ts';
import { Facts } from './facts.ts';
import { On, type Reaction } from './reaction.ts';
import { fromRequest, noteAddress } from './origin.ts';
import { RelaySignal } from './relay-signal.ts';

type LampRepaired = Fact<'lamp.repaired', { readonly lamps: number }>;

@On('lamp.repaired')
export class TellTheCaller implements Reaction<LampRepaired> {
  async react(): Promise<void> {}
}

@On<LampRepaired>('lamp.repaired', ({ data }) => data.lamps > 10)
export class TellTheMayor implements Reaction<LampRepaired> {
  async react(): Promise<void> {}
}

const NOW = new Date('2026-11-20T09:30:00.123+08:00');
const LIN: ActorRef = { kind: 'STAFF', id: newId(), name: '林小姐' };
const signal = new RelaySignal();
const facts = new Facts(new SetClock(NOW), signal);
let copy: TestDatabase;
let database: Database;
let woken = 0;

const repaired = (id: string, lamps: number, isPublic?: true): LampRepaired => ({
  type: 'lamp.repaired',
  subject: { kind: 'case', id },
  data: { lamps },
  ...(isPublic && { public: true }),
});

const deliveries = (subjectId: string): Promise<{ reaction: string; lamps: string; offerAt: number }[]> =>
  database.query(sql`
    SELECT d.reaction, f.data ->> 'lamps' AS lamps, d.offer_at AS "offerAt"
    FROM fact_deliveries d
    JOIN facts f ON f.id = d.fact_id
    WHERE f.subject_id = ${subjectId}
    ORDER BY f.seq, d.reaction`);

beforeAll(async () => {
  copy = await createTestDatabase();
  database = new Database(await createDataSource({ url: copy.url, pool: 3 }).initialize());
  signal.listen(() => (woken += 1));
});

beforeEach(() => {
  woken = 0;
});

afterAll(async () => {
  await database.onApplicationShutdown();
  await copy.drop();
});

test('facts are kept in the order in which they happened, with who, when and what', async () => {
  const id = newId();
  await database.transaction((tx) => facts.record(tx, LIN, [repaired(id, 1), repaired(id, 2, true)]));
  await database.transaction((tx) => facts.record(tx, CITIZEN, [repaired(id, 3)]));
  const same = { id: expect.any(String), type: 'lamp.repaired', subject: { kind: 'case', id }, at: NOW };
  expect(await facts.about(database, id)).toEqual([
    { ...same, actor: LIN, data: { lamps: 1 }, public: false },
    { ...same, actor: LIN, data: { lamps: 2 }, public: true },
    { ...same, actor: CITIZEN, data: { lamps: 3 }, public: false },
  ]);
});

test('what is done in a request keeps its id, and where it came from when that is not a citizen', async () => {
  const id = newId();
  const inRequest = (requestId: string, prepare: () => void): Promise<void> =>
    new Promise((resolve, reject) =>
      fromRequest(requestId, () => {
        prepare();
        database.transaction((tx) => facts.record(tx, LIN, [repaired(id, 1)])).then(resolve, reject);
      }),
    );
  await Promise.all([
    inRequest('r-staff', () => {
      noteAddress('192.0.2.7');
    }),
    inRequest('r-citizen', () => undefined),
  ]);
  await database.transaction((tx) => facts.record(tx, LIN, [repaired(id, 2)]));
  const origins = (await facts.about(database, id)).map(({ origin }) => origin);
  expect(origins).toHaveLength(3);
  expect(origins).toEqual(
    expect.arrayContaining([
      { requestId: 'r-staff', address: '192.0.2.7' },
      { requestId: 'r-citizen', address: null },
      undefined,
    ]),
  );
});

test('a fact is to be delivered to every reaction that it concerns', async () => {
  const id = newId();
  await database.transaction((tx) => facts.record(tx, LIN, [repaired(id, 1), repaired(id, 11)]));
  expect(await deliveries(id)).toEqual([
    { reaction: 'tell-the-caller', lamps: '1', offerAt: -Infinity },
    { reaction: 'tell-the-caller', lamps: '11', offerAt: -Infinity },
    { reaction: 'tell-the-mayor', lamps: '11', offerAt: -Infinity },
  ]);
});

test('a fact to which nobody reacts is kept all the same', async () => {
  const id = newId();
  await database.transaction((tx) => facts.record(tx, LIN, [{ ...repaired(id, 1), type: 'lamp.counted' }]));
  expect(await facts.about(database, id)).toHaveLength(1);
  expect(await deliveries(id)).toEqual([]);
});

test('what is rolled back never happened, and nobody is woken for it', async () => {
  const id = newId();
  const rolledBack = database.transaction(async (tx) => {
    await facts.record(tx, LIN, [repaired(id, 1)]);
    throw new Error('refused');
  });
  await expect(rolledBack).rejects.toThrow('refused');
  expect(await facts.about(database, id)).toEqual([]);
  expect(await deliveries(id)).toEqual([]);
  expect(woken).toBe(0);
});

test('the relay is woken when the facts are committed, not before', async () => {
  await database.transaction(async (tx) => {
    await facts.record(tx, LIN, [repaired(newId(), 1)]);
    expect(woken).toBe(0);
  });
  expect(woken).toBe(1);
});

test('nothing that happened is no fact', async () => {
  await database.transaction((tx) => facts.record(tx, LIN, []));
  expect(woken).toBe(0);
});

test('facts that are a part of a larger statement are kept and delivered alike', async () => {
  const id = newId();
  await database.statement(sql`WITH ${facts.parts(LIN, [repaired(id, 11)])} SELECT 1`);
  expect(await facts.about(database, id)).toHaveLength(1);
  expect((await deliveries(id)).map(({ reaction }) => reaction)).toEqual(['tell-the-caller', 'tell-the-mayor']);
});
