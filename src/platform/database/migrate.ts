import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createDataSource } from './data-source.ts';

/** Any constant, the same in every process of this application. */
const ADVISORY_LOCK = 1_999_001;

/**
 * Brings the tables up to date. Processes that start together wait for each other: TypeORM alone would let both create the same table.
 *
 * @param folder of `<13 digits>-<name>.sql` files, each with a `-- up` and a `-- down` section
 * @returns the names of the migrations that ran
 */
export async function migrate(url: string, folder: string = join(import.meta.dirname, '../../../migrations')): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url, application_name: 'paian-migrate' });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    const dataSource = await createDataSource({ url, pool: 2, migrations: readMigrations(folder) }).initialize();
    try {
      return (await dataSource.runMigrations({ transaction: 'each' })).map((migration) => migration.name);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await lock.end(); // releases the lock
  }
}

export function readMigrations(folder: string): (new () => MigrationInterface)[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => toMigration(file, readFileSync(join(folder, file), 'utf8')));
}

/** @throws Error when the file is not named or divided as it must be: a mistake of ours, found by the first test that runs */
export function toMigration(file: string, text: string): new () => MigrationInterface {
  const named = /^(\d{13})-([a-z0-9-]+)\.sql$/.exec(file);
  const sections = /^-- up\n([\s\S]*)^-- down\n([\s\S]*)$/m.exec(text);
  if (!named || !sections)
    throw new Error(`migration ${file} needs a name like 1763700000000-words.sql, a "-- up" and a "-- down" section`);
  const name = `${named[2]!}-${named[1]!}`; // TypeORM wants the time at the end
  const [, up, down] = sections as unknown as [string, string, string];
  return class implements MigrationInterface {
    readonly name = name;
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(up);
    }
    async down(runner: QueryRunner): Promise<void> {
      await runner.query(down);
    }
  };
}
