import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addCase, addPetition } from '../../../test/support/case-rows.ts';
import { createTestDatabase, type TestDatabase, testFolder } from '../../../test/support/test-database.ts';
import { VAULT_KEY } from '../../../test/support/vault-keys.ts';
import { newId } from '../../kernel/ids.ts';
import { readSettings } from '../../platform/config/index.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { AuditBundle } from './audit-bundle.ts';

let copy: TestDatabase;
let database: Database;
let caseNo: string;

beforeAll(async () => {
  copy = await createTestDatabase();
  database = new Database(await createDataSource({ url: copy.url, pool: 1 }).initialize());
  ({ caseNo } = await addCase(database, [await addPetition(database)]));
});

afterAll(async () => {
  await database.onApplicationShutdown();
  await copy.drop();
});

async function run(...args: readonly string[]): Promise<string> {
  let text = '';
  const settings = () => readSettings({ DATABASE_URL: copy.url, VAULT_KEY });
  await new AuditBundle(settings, (line) => void (text += line)).run(args);
  return text;
}

const newFile = (): string => join(testFolder(), `${newId()}.json`);

test('the record of a case is written into a file, and that it was is recorded', async () => {
  const file = newFile();
  expect(await run(caseNo, '--out', file)).toMatch(/^Wrote .*\.json, SHA-256 [0-9a-f]{64}\.\n$/);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    format: 'paian.case-file/3',
    caseNo,
    exportedBy: 'system',
    chains: [],
  });
  const exported = await database.query(sql`SELECT f.actor_kind AS by FROM facts f WHERE f.type = 'case.exported'`);
  expect(exported).toEqual([{ by: 'SYSTEM' }]);
});

test('a file that is there is not overwritten', async () => {
  const file = newFile();
  writeFileSync(file, 'mine');
  await expect(run(caseNo, '--out', file)).rejects.toThrow('cannot be written (EEXIST)');
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('a case that does not exist is said in words, and no file is made', async () => {
  const file = newFile();
  await expect(run('C26-000000-0', '--out', file)).rejects.toThrow(/case/i);
  expect(existsSync(file)).toBe(false);
});

test.each([
  [[], 'The number of the case is missing.'],
  [['C26-000000-0'], '--out is missing.'],
  [['C26-000000-0', 'more', '--out', 'x'], '"more" is one word too many.'],
])('%j is not how it is called', async (args, reason) => {
  await expect(run(...args)).rejects.toThrow(reason);
});
