import { createEmptyDatabase, programUrl, type TestDatabase } from '../../test/support/test-database.ts';
import { createDataSource } from '../platform/database/data-source.ts';
import { Database, pendingMigrations, sql } from '../platform/database/index.ts';
import { migrateDatabase } from './migrate-database.ts';

const PRODUCTION = { production: true, redisUrl: null };
const AT_A_DESK = { production: false, redisUrl: null };

let empty: TestDatabase;
let program: string;
let warned: string;

beforeEach(async () => {
  empty = await createEmptyDatabase();
  program = programUrl(new URL(empty.ownerUrl).pathname.slice(1));
  warned = '';
});

afterEach(() => empty.drop());

async function ask<Row>(url: string, question: (database: Database) => Promise<Row>): Promise<Row> {
  const database = new Database(await createDataSource({ url, pool: 1 }).initialize());
  return question(database).finally(() => database.onApplicationShutdown());
}

describe('in production', () => {
  test('the owner makes the tables and the queue, and the program can use them', async () => {
    expect(await migrateDatabase({ url: program, ownerUrl: empty.ownerUrl }, PRODUCTION)).not.toEqual([]);
    expect(await ask(program, pendingMigrations)).toEqual([]);
    expect(await ask(program, (database) => database.query(sql`SELECT count(*)::integer AS jobs FROM bullmq.job`))).toEqual([
      { jobs: 0 },
    ]);
    await expect(ask(program, (database) => database.query(sql`DELETE FROM facts`))).rejects.toThrow('permission denied');
  });

  test('a program that is not told the owner starts on what the owner made', async () => {
    await migrateDatabase({ url: program, ownerUrl: empty.ownerUrl }, PRODUCTION);
    expect(await migrateDatabase({ url: program, ownerUrl: null }, PRODUCTION)).toEqual([]);
  });

  test('a program that works as the owner is refused, with what is to be done', async () => {
    await migrateDatabase({ url: program, ownerUrl: empty.ownerUrl }, PRODUCTION);
    const refused =
      'DATABASE_URL signs in as a role that may change the record of what happened: set DATABASE_URL to a role that owns nothing';
    await expect(migrateDatabase({ url: empty.ownerUrl, ownerUrl: null }, PRODUCTION)).rejects.toThrow(refused);
    await expect(migrateDatabase({ url: empty.ownerUrl, ownerUrl: empty.ownerUrl }, PRODUCTION)).rejects.toThrow(refused);
  });

  test('a database without tables is not filled by the program', async () => {
    await expect(migrateDatabase({ url: empty.ownerUrl, ownerUrl: null }, PRODUCTION)).rejects.toThrow(
      'The database has no tables yet',
    );
  });

  test('tables of an older version are not changed by the program: it says who has to', async () => {
    await migrateDatabase({ url: program, ownerUrl: empty.ownerUrl }, PRODUCTION);
    await ask(empty.ownerUrl, (database) => database.query(sql`DELETE FROM schema_migrations m WHERE m.name LIKE 'record-%'`));
    await expect(migrateDatabase({ url: program, ownerUrl: null }, PRODUCTION)).rejects.toThrow(
      'The tables are of an older version',
    );
  });
});

describe('at a developer’s desk', () => {
  test('one role may do everything, and is told that production refuses it', async () => {
    expect(await migrateDatabase({ url: empty.ownerUrl, ownerUrl: null }, AT_A_DESK)).not.toEqual([]);
    await migrateDatabase({ url: empty.ownerUrl, ownerUrl: null }, AT_A_DESK, (text) => void (warned += text));
    expect(warned).toContain(
      'DATABASE_URL signs in as a role that may change the record of what happened. In production this is refused.',
    );
  });
});

test('a database that does not answer is told in words', async () => {
  const nowhere = 'postgres://nobody@127.0.0.1:1/nothing';
  await expect(migrateDatabase({ url: nowhere, ownerUrl: nowhere }, PRODUCTION)).rejects.toThrow(
    'The database cannot be used (ECONNREFUSED)',
  );
});
