import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** The database that every test database is a copy of. */
export const TEMPLATE = 'template_paian';

/** Where the run's server is told to its workers; set by `global-setup.ts`. */
export const SERVER_VARIABLE = 'TEST_POSTGRES_URL';

/** Where the run's folder is told to its workers. */
export const FOLDER_VARIABLE = 'TEST_FOLDER';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * A database of its own for one test file, with all tables and no rows.
 *
 * Copied as files, about 10 ms: writing the copy to the log as well would take half as long again.
 */
export const createTestDatabase = (): Promise<TestDatabase> => createDatabase(TEMPLATE);

/** A database without any table. */
export const createEmptyDatabase = (): Promise<TestDatabase> => createDatabase('template0');

async function createDatabase(template: string): Promise<TestDatabase> {
  const name = `test_${process.env.JEST_WORKER_ID ?? '0'}_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  return { url: databaseUrl(name), drop: () => administer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

/** A folder for what a test puts on the disk or starts on it; cleared when the run ends, even by Ctrl-C. */
export function testFolder(): string {
  return told(FOLDER_VARIABLE);
}

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
