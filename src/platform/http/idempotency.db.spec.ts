import { SetClock } from '../../../test/support/set-clock.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { sealedAnswers } from '../../../test/support/vault.ts';
import { createDataSource } from '../database/data-source.ts';
import { Database, sql } from '../database/index.ts';
import { BadIdempotencyKey, IdempotencyKeyInUse, IdempotencyKeyReused } from './http-errors.ts';
import { type Answered, IdempotencyKeys, type Remember } from './idempotency.ts';

interface Answer {
  readonly petitionNo: string;
}

const DAY_MS = 86_400_000;
const BODY = { subject: '路燈不亮', location: { lat: 24.99, lng: 121.3 } };
const clock = new SetClock(new Date('2026-11-20T01:00:00Z'));
let copy: TestDatabase;
let database: Database;
let keys: IdempotencyKeys;
let numbers = 0;

/** The work: one row in `works`, and with it the row that remembers the answer. */
const register = async (remember: Remember): Promise<Answer> => {
  const answer = { petitionNo: `P-${(numbers += 1)}` };
  await database.transaction(async (tx) => {
    await tx.query(sql`INSERT INTO works (no) VALUES (${answer.petitionNo})`);
    const remembered = remember(answer);
    if (remembered) await tx.query(remembered);
  });
  return answer;
};

const send = (key: string | null, body: unknown = BODY, scope = 'petitions:lin'): Promise<Answered<Answer>> =>
  keys.once(scope, key, body, register);

const works = async (): Promise<string[]> =>
  (await database.query<{ no: string }>(sql`SELECT w.no FROM works w ORDER BY w.no`)).map(({ no }) => no);

beforeAll(async () => {
  copy = await createTestDatabase();
  database = new Database(await createDataSource({ url: copy.ownerUrl, pool: 10 }).initialize());
  keys = new IdempotencyKeys(database, clock, sealedAnswers);
  await database.transaction((tx) => tx.query(sql`CREATE TABLE works (no text PRIMARY KEY)`));
});

beforeEach(() =>
  database.transaction(async (tx) => {
    await tx.query(sql`TRUNCATE works, idempotency_keys`);
  }),
);

afterAll(async () => {
  await database.onApplicationShutdown();
  await copy.drop();
});

test('the same key with the same body is done once, and answered the same again', async () => {
  const first = await send('key-1');
  const turnedRound = { location: { lng: 121.3, lat: 24.99 }, subject: '路燈不亮' };
  expect(first.replayed).toBe(false);
  expect(await send('key-1')).toEqual({ answer: first.answer, replayed: true });
  expect(await send('key-1', turnedRound)).toEqual({ answer: first.answer, replayed: true });
  expect(await works()).toEqual([first.answer.petitionNo]);
});

test('the same key with another body is refused, and nothing is done', async () => {
  await send('key-1');
  await expect(send('key-1', { ...BODY, subject: '坑洞' })).rejects.toThrow(IdempotencyKeyReused);
  expect(await works()).toHaveLength(1);
});

test('the same key of another caller is another key', async () => {
  await send('key-1');
  expect(await send('key-1', BODY, 'petitions:chen')).toMatchObject({ replayed: false });
  expect(await works()).toHaveLength(2);
});

test('of twins that come at once one is done, and all are answered the same', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => send('key-1')));
  expect(await works()).toEqual([answers[0]!.answer.petitionNo]);
  expect(new Set(answers.map(({ answer }) => answer.petitionNo)).size).toBe(1);
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
});

test('without a key everything is done', async () => {
  expect([(await send(null)).replayed, (await send(null)).replayed]).toEqual([false, false]);
  expect(await works()).toHaveLength(2);
});

test('work that failed is not remembered: the same key may try again', async () => {
  const refused = keys.once('petitions:lin', 'key-1', BODY, async () => Promise.reject(new Error('the database is away')));
  await expect(refused).rejects.toThrow('the database is away');
  expect(await send('key-1')).toMatchObject({ replayed: false });
});

test('what was done once and is refused the second time, for whatever reason, is answered as it was done', async () => {
  const first = await send('key-1');
  const again = keys.once<Answer>('petitions:lin', 'key-1', BODY, async () => Promise.reject(new Error('the number is taken')));
  expect(await again).toEqual({ answer: first.answer, replayed: true });
});

test('a key that another request uses, and whose answer was forgotten since, is in use: the caller tries again', async () => {
  const again = keys.once('petitions:lin', 'key-1', BODY, async (remember) => {
    const row = remember({})!;
    await database.statement(row);
    await database.statement(row).finally(() => database.query(sql`DELETE FROM idempotency_keys`));
    return {};
  });
  await expect(again).rejects.toThrow(IdempotencyKeyInUse);
});

test('old answers are forgotten, newer ones are not', async () => {
  await send('old');
  clock.forward(1.5 * DAY_MS);
  const newer = await send('new');
  clock.forward(DAY_MS);
  await keys.run();
  expect(await send('new')).toEqual({ answer: newer.answer, replayed: true });
  expect(await send('old')).toMatchObject({ replayed: false });
});

test.each([
  ['without a character', ''],
  ['with a blank', 'a b'],
  ['with a line break', 'a\n'],
  ['in Chinese', '鍵'],
  ['of 201 characters', 'k'.repeat(201)],
])('a key %s is refused before anything is done', async (_, key) => {
  await expect(send(key)).rejects.toThrow(BadIdempotencyKey);
  expect(await works()).toEqual([]);
});
