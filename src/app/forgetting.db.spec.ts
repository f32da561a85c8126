import { MARKED_COLUMNS } from '../../test/support/planted-city.ts';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.ts';
import {
  byteColumns,
  CASELESS_TABLES,
  FORGOTTEN_BYTES,
  FORGOTTEN_OTHERWISE,
  SILENT_BYTES,
  wordColumns,
  WORDLESS_COLUMNS,
} from '../../test/support/word-columns.ts';
import { createDataSource } from '../platform/database/data-source.ts';
import { Database, sql } from '../platform/database/index.ts';

/** Places and files are searched for what was planted as well; there are no words in them. */
const OTHER_MARKED = /\.(?:lat|lng)$/;

let copy: TestDatabase;
let database: Database;

beforeAll(async () => {
  copy = await createTestDatabase();
  database = new Database(await createDataSource({ url: copy.url, pool: 1 }).initialize());
});

afterAll(async () => {
  await database.onApplicationShutdown();
  await copy.drop();
});

test('of every column in which somebody may write about a case it is known whether it is forgotten with the case', async () => {
  const judged = [...MARKED_COLUMNS.filter((name) => !OTHER_MARKED.test(name)), ...WORDLESS_COLUMNS, ...FORGOTTEN_OTHERWISE];
  expect(await wordColumns(database, CASELESS_TABLES)).toEqual(judged.sort());
});

test('of every column of bytes it is known, too, for a digest of what somebody wrote tells what it was', async () => {
  expect(await byteColumns(database, CASELESS_TABLES)).toEqual([...FORGOTTEN_BYTES, ...SILENT_BYTES].sort());
});

test('the tables that are about no case exist, and refer to none', async () => {
  const tables = await database.query<{ name: string }>(sql`
    SELECT t.table_name AS name FROM information_schema.tables t WHERE t.table_name = ANY (${CASELESS_TABLES}::text[])`);
  expect(tables.map(({ name }) => name).sort()).toEqual([...CASELESS_TABLES].sort());
  const referring = await database.query(sql`
    SELECT c.table_name, c.column_name
    FROM information_schema.columns c
    WHERE c.table_name = ANY (${CASELESS_TABLES}::text[]) AND c.column_name IN ('case_id', 'case_no', 'petition_id', 'petition_no', 'survey_id')`);
  expect(referring).toEqual([]);
});
