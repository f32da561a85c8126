import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CHECKOUT } from '../config/index.ts';
import { createDataSource } from './data-source.ts';
import type { Db } from './database.ts';
import { grantToProgram } from './program-role.ts';
import { sql } from './sql.ts';

/** Any constant, the same in every process of this application. */
const ADVISORY_LOCK = 1_999_001;

const FOLDER = join(CHECKOUT, 'migrations');

/** What else is brought up to date with the tables. */
export interface Migration {
  /** Of `<13 digits>-<name>.sql` files, each with a `-- up` and a `-- down` section. */
  readonly folder?: string;
  /** Makes what is not in that folder, after it. */
  readonly also?: (owner: pg.Client) => Promise<unknown>;
  /** With the role that the program works as: it is given what it needs of the tables. */
  readonly programUrl?: string;
}

/**
 * Brings the tables up to date. Processes that start together wait for each other: TypeORM alone would let both create the same table.
 *
 * @param url with the owner of the tables
 * @returns the names of the migrations that ran
 */
export async function migrate(url: string, { folder = FOLDER, also, programUrl }: Migration = {}): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url, application_name: 'paian-migrate' });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    const ran = (await isUpToDate(lock, folder)) ? [] : await runMigrations(url, folder);
    await also?.(lock);
    if (programUrl !== undefined) await grantToProgram(lock, programUrl);
    return ran;
  } finally {
    await lock.end(); // releases the lock
  }
}

async function runMigrations(url: string, folder: string): Promise<string[]> {
  const dataSource = await createDataSource({ url, pool: 2, migrations: readMigrations(folder) }).initialize();
  try {
    return (await dataSource.runMigrations({ transaction: 'each' })).map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}
/** Found out by a connection that there is already: nearly every start ends here. */
async function isUpToDate(client: pg.Client, folder: string): Promise<boolean> {
  const { rows: tables } = await client.query<{ known: boolean }>(`SELECT to_regclass('schema_migrations') IS NOT NULL AS known`);
  if (!tables[0]!.known) return false;
  const { rows: done } = await client.query<{ name: string }>('SELECT name FROM schema_migrations');
  return notAmong(done, folder).length === 0;
}

export function readMigrations(folder: string): (new () => MigrationInterface)[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => toMigration(file, readFileSync(join(folder, file), 'utf8')));
}

/** @throws Error when the file is not named or divided as it must be: a mistake of ours, found by the first test that runs */
export function toMigration(file: string, text: string): new () => MigrationInterface {
  const migration = migrationName(file) ?? '';
  const sections = /^-- up\n([\s\S]*)^-- down\n([\s\S]*)$/m.exec(text);
  if (migration === '' || !sections) {
    throw new Error(`migration ${file} needs a name like 1763700000000-words.sql, a "-- up" and a "-- down" section`);
  }
  const [, up, down] = sections as unknown as [string, string, string];
  return class implements MigrationInterface {
    readonly name = migration;
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(up);
    }
    async down(runner: QueryRunner): Promise<void> {
      await runner.query(down);
    }
  };
}

/** The names of migrations that this program has and the database does not. */
export async function pendingMigrations(db: Db, folder: string = FOLDER): Promise<string[]> {
  const done = await db.query<{ name: string }>(sql`SELECT m.name FROM schema_migrations m`);
  return notAmong(done, folder);
}

function notAmong(done: readonly { readonly name: string }[], folder: string): string[] {
  const names = new Set(done.map(({ name }) => name));
  return readdirSync(folder)
    .flatMap((file) => migrationName(file) ?? [])
    .filter((name) => !names.has(name));
}

/** TypeORM wants the time at the end. */
function migrationName(file: string): string | null {
  const named = /^(\d{13})-([a-z0-9-]+)\.sql$/.exec(file);
  return named && `${named[2]!}-${named[1]!}`;
}
