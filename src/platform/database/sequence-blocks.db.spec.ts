import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { createDataSource } from './data-source.ts';
import { Database } from './database.ts';
import { SequenceBlocks } from './sequence-blocks.ts';
import { sql } from './sql.ts';

let copy: TestDatabase;
const databases: Database[] = [];

/** One process that takes numbers. */
async function taker(): Promise<SequenceBlocks> {
  const database = new Database(await createDataSource({ url: copy.ownerUrl, pool: 3 }).initialize());
  databases.push(database);
  return new SequenceBlocks(database);
}

const take = (from: SequenceBlocks, count: number, sequence = 'case_numbers'): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, () => from.next(sequence)));

beforeEach(async () => {
  copy = await createTestDatabase();
});

afterEach(async () => {
  for (const database of databases.splice(0)) await database.onApplicationShutdown();
  await copy.drop();
});

test('one process takes every number, one after the other, beyond the end of a block', async () => {
  const numbers: number[] = [];
  const blocks = await taker();
  for (let i = 0; i < 45; i += 1) numbers.push(await blocks.next('case_numbers'));
  expect(numbers).toEqual(Array.from({ length: 45 }, (_, i) => i + 1));
});

test('no number is taken twice, however many take at once in however many processes', async () => {
  const processes = await Promise.all([taker(), taker(), taker()]);
  const numbers = (await Promise.all(processes.map((blocks) => take(blocks, 70)))).flat();
  expect(new Set(numbers).size).toBe(210);
  expect(Math.max(...numbers)).toBeLessThanOrEqual(12 * 20); // four blocks each: nobody fetched one that was not needed
});

test('sequences are counted apart', async () => {
  const blocks = await taker();
  expect(await Promise.all([blocks.next('case_numbers'), blocks.next('petition_numbers')])).toEqual([1, 1]);
});

test('a process that starts again goes on behind the numbers that were taken', async () => {
  const before = await take(await taker(), 3);
  const after = await take(await taker(), 3);
  expect(Math.min(...after)).toBeGreaterThan(Math.max(...before));
});

test('a look that failed is told to all who waited for it, and the next one looks again', async () => {
  const blocks = await taker();
  const outcomes = await Promise.allSettled([blocks.next('lamp_numbers'), blocks.next('lamp_numbers')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await databases[0]!.transaction((tx) => tx.query(sql`CREATE SEQUENCE lamp_numbers INCREMENT BY 20`));
  expect(await blocks.next('lamp_numbers')).toBe(1);
});
