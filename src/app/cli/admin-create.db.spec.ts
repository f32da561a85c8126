import { Readable } from 'node:stream';
import pg from 'pg';
import { readSettings, type Settings } from '../../platform/config/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { VAULT_KEY } from '../../../test/support/vault-keys.ts';
import { AdminCreate } from './admin-create.ts';

let database: TestDatabase;
let settings: Settings;

beforeAll(async () => {
  database = await createTestDatabase();
  settings = readSettings({ DATABASE_URL: database.url, VAULT_KEY, NODE_ENV: 'production' });
});

afterAll(() => database.drop());

async function create(username: string, password: string): Promise<string> {
  let text = '';
  const command = new AdminCreate(
    () => settings,
    Readable.from([Buffer.from(`${password}\n`)]),
    (line) => void (text += line),
  );
  expect(await command.run(['--username', username, '--display-name', '王管理員'])).toBe(0);
  return text;
}

async function accounts(): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(`
    SELECT a.username, a.display_name AS name, a.demonstration, r.role, r.agency_code AS agency
    FROM accounts a
    JOIN account_roles r ON r.account_id = a.id`);
  await client.end();
  return rows;
}

test('an administrator is made in production, with the password that was piped in', async () => {
  expect(await create('root.admin', 'a long enough password')).toBe('Made the administrator "root.admin".\n');
  expect(await accounts()).toEqual([
    { username: 'root.admin', name: '王管理員', demonstration: false, role: 'ADMIN', agency: '*' },
  ]);
});

test('a name that is taken is said in words', async () => {
  await expect(create('root.admin', 'another long password')).rejects.toThrow(/taken|exists/i);
});

test('everything that is wrong is said in words, and nothing is made', async () => {
  await expect(create('Root Admin', 'short')).rejects.toThrow(/A username is [^]*\nA password has at least 12 characters\.$/);
  expect(await accounts()).toHaveLength(1);
});
