import { createTestDatabase } from '../../../test/support/test-database.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { thresholdsAt } from './attention-kinds.ts';
import { AttentionReadModel } from './attention.read-model.ts';

const FOUND = new Date('2026-11-20T04:00:00.000Z');
const DAY_MS = 86_400_000;
const dayAfter = (days: number): Date => new Date(FOUND.getTime() + days * DAY_MS);

const reader = new AttentionReadModel();
let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.ownerUrl, pool: 2 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
});

beforeEach(() => database.query(sql`TRUNCATE record_checks`));

afterAll(() => drop());

/** A look at the links after one number through another, so many days after the break was found; `done`: how far it came. */
const look = (days: number, [after, through]: readonly [number, number], { breaks = 0, done = through, kind = 'AGAIN' } = {}) =>
  database.query(sql`
    INSERT INTO record_checks (day, kind, after_no, through_no, done_no, breaks, first_break, checked_at)
    VALUES (${dayAfter(days)}::timestamptz::date, ${kind}, ${after}, ${through}, ${done}, ${breaks}, 'x', ${dayAfter(days)})`);

const shownOn = async (days: number): Promise<number> =>
  (await reader.count(database, thresholdsAt(dayAfter(days), { withoutHandlerHours: 24 }))).RECORD_BROKEN;

test('a break that was found is shown until the same links were looked at again', async () => {
  await look(0, [0, 100], { breaks: 1 });
  expect([await shownOn(1), await shownOn(9), await shownOn(17), await shownOn(400)]).toEqual([1, 1, 1, 1]);
  await look(9, [0, 60]);
  await look(10, [60, 120], { done: 80 });
  expect(await shownOn(17)).toBe(1);
  await database.query(sql`UPDATE record_checks SET done_no = through_no`);
  expect(await shownOn(17)).toBe(0);
});

test('a break that was found again is shown by what was found last', async () => {
  await look(0, [0, 100], { breaks: 1 });
  await look(9, [0, 120], { breaks: 1 });
  expect([await shownOn(10), await shownOn(17), await shownOn(26)]).toEqual([2, 1, 1]);
});

test('it is shown for as long as a round may take, whatever was looked at meanwhile: some breaks show at the end of a round only', async () => {
  await look(0, [0, 100], { breaks: 1 });
  await look(8, [0, 120]);
  expect([await shownOn(9), await shownOn(15), await shownOn(17)]).toEqual([1, 1, 0]);
});

test('what is looked at on the same day says nothing of it', async () => {
  await look(0, [0, 100], { breaks: 1, kind: 'NEW' });
  await look(0, [0, 100]);
  expect(await shownOn(17)).toBe(1);
});
