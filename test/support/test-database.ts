import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** The database that every test database is a copy of. */
export const TEMPLATE = 'template_paian';

/** Where the run's server is told to its workers; set by `global-setup.ts`. */
export const SERVER_VARIABLE = 'TEST_POSTGRES_URL';

/** Where the run's folder is told to its workers. */
export const FOLDER_VARIABLE = 'TEST_FOLDER';

/** What the program works as in tests too, so that a right that it lacks fails one. Of servers that last as long as a run. */
const PROGRAM = { role: 'paian_app', password: 'of-this-machine-alone' };

export interface TestDatabase {
  /** With the program's role: it owns no table. */
  readonly url: string;
  /** With the owner of the tables: for what the program cannot do, such as `ANALYZE`, `TRUNCATE`, tables of a test, and tampering. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

/**
 * A database of its own for one test file, with all tables and no rows.
 *
 * Copied as files, about 10 ms: writing the copy to the log as well would take half as long again.
 */
export const createTestDatabase = (): Promise<TestDatabase> => createDatabase(TEMPLATE);

/** A database without any table, and with one role, which owns it. */
export const createEmptyDatabase = async (): Promise<TestDatabase> => {
  const empty = await createDatabase('template0');
  return { ...empty, url: empty.ownerUrl };
};

async function createDatabase(template: string): Promise<TestDatabase> {
  const name = `test_${process.env.JEST_WORKER_ID ?? '0'}_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  return { url: programUrl(name), ownerUrl: databaseUrl(name), drop: () => administer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

/** A folder for what a test puts on the disk or starts on it; cleared when the run ends, even by Ctrl-C. */
export function testFolder(): string {
  return told(FOLDER_VARIABLE);
}

export function programUrl(name: string): string {
  return Object.assign(new URL(databaseUrl(name)), { username: PROGRAM.role, password: PROGRAM.password }).href;
}

/** With the owner. */
export function databaseUrl(name: string): string {
  const url = new URL(told(SERVER_VARIABLE));
  url.pathname = `/${name}`;
  return url.href;
}

function told(variable: string): string {
  const value = process.env[variable];
  if (value === undefined) throw new Error(`${variable} is not set: run jest with the "db" or "e2e" project of jest.config.mjs`);
  return value;
}

/** One statement, which may be one that cannot run inside a transaction. */
export async function administer(statement: string, name = 'postgres'): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(name) });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
