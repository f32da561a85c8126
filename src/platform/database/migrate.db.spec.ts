import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schemaOf } from '../../../test/support/schema.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { createDataSource } from './data-source.ts';
import { Database } from './database.ts';
import { migrate, pendingMigrations, readMigrations } from './migrate.ts';

const FOLDER = join(import.meta.dirname, '../../../migrations');
const databases: TestDatabase[] = [];
const folders: string[] = [];

async function emptyDatabase(): Promise<string> {
  const database = await createEmptyDatabase();
  databases.push(database);
  return database.url;
}

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Undoes everything, the newest first. */
async function migrateDown(url: string): Promise<void> {
  const migrations = readMigrations(FOLDER);
  const dataSource = await createDataSource({ url, pool: 2, migrations }).initialize();
  for (let left = migrations.length; left > 0; left -= 1) await dataSource.undoLastMigration();
  await dataSource.destroy();
}

afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test('the way down leaves nothing, and the way up again makes the same tables', async () => {
  const url = await emptyDatabase();
  await migrate(url);
  const made = await schemaOf(url);
  expect(made.length).toBeGreaterThan(100);
  await migrateDown(url);
  expect(await schemaOf(url)).toEqual([]);
  expect(await migrate(url)).toHaveLength(readMigrations(FOLDER).length);
  expect(await schemaOf(url)).toEqual(made);
});

test('of processes that start together one migrates, and the others wait for it', async () => {
  const url = await emptyDatabase();
  const ran = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(ran.flat()).toHaveLength(readMigrations(FOLDER).length);
  expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
});

test('a migration that ran does not run again', async () => {
  const url = await emptyDatabase();
  await migrate(url);
  expect(await migrate(url)).toEqual([]);
});

test('a migration that fails leaves nothing of itself, and everything of those before it', async () => {
  const url = await emptyDatabase();
  const folder = folderOf({
    '1700000000001-first.sql': '-- up\nCREATE TABLE first (id integer);\n-- down\nDROP TABLE first;\n',
    '1700000000002-second.sql': '-- up\nCREATE TABLE second (id integer);\nSELECT 1 / 0;\n-- down\nDROP TABLE second;\n',
  });
  await expect(migrate(url, { folder })).rejects.toThrow('division by zero');
  expect(await schemaOf(url)).toEqual(['COLUMN first.id integer']);
});

test('migrations that the database does not have yet are named', async () => {
  const migrated = await createTestDatabase();
  databases.push(migrated);
  const dataSource = await createDataSource({ url: migrated.url, pool: 1 }).initialize();
  const database = new Database(dataSource);
  expect(await pendingMigrations(database)).toEqual([]);
  expect(await pendingMigrations(database, folderOf({ '1799999999999-later.sql': '' }))).toEqual(['later-1799999999999']);
  await database.onApplicationShutdown();
});
