import { Clock, SystemClock } from '../../platform/clock/index.ts';
import { readSettings } from '../../platform/config/index.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { DemonstrationAccountsRepository } from './demonstration-accounts.repository.ts';
import { DemonstrationAccounts } from './demonstration-accounts.service.ts';
import { PasswordService } from './password.service.ts';

const agencies = Array.from({ length: 60 }, (_, i) => ({ code: `A-${i}`, nameZh: `機關${i}`, receivesCases: i !== 59 }));
const clock: Clock = new SystemClock();
const passwords = new PasswordService();
let database: Database;
let drop: () => Promise<void>;

const demonstration = (production = false): DemonstrationAccounts =>
  new DemonstrationAccounts(database, new DemonstrationAccountsRepository(), passwords, clock, {
    ...readSettings({}),
    production,
  });

const stored = (): Promise<{ username: string; hash: string; role: string; agencyCode: string }[]> =>
  database.query(sql`
    SELECT a.username, a.password_hash AS hash, r.role, r.agency_code AS "agencyCode"
    FROM accounts a
    JOIN account_roles r ON r.account_id = a.id
    ORDER BY a.username`);

beforeEach(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 4 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
});

afterEach(() => drop());

test('the first start makes an account for every role and agency, and tells the password they share', async () => {
  const { password, usernames } = await demonstration().ensure(agencies, null);
  const rows = await stored();
  expect(rows.map(({ username }) => username)).toEqual([...usernames].sort());
  expect(rows).toHaveLength(6 + 2 * 59);
  expect(rows).toContainEqual(expect.objectContaining({ username: 'handler.a-7', role: 'HANDLER', agencyCode: 'A-7' }));
  expect(rows).toContainEqual(expect.objectContaining({ username: 'city', role: 'CITY_SUPERVISOR', agencyCode: '*' }));
  expect(new Set(rows.map(({ hash }) => hash)).size).toBe(1);
  expect(password).toMatch(/^[a-z2-9]{14}$/);
  expect(await passwords.matches(rows[0]!.hash, password!)).toBe(true);
});

test('a second start keeps the accounts and their password, and adds those of a new agency', async () => {
  const first = await demonstration().ensure(agencies.slice(0, 2), null);
  const second = await demonstration().ensure(agencies.slice(0, 3), null);
  expect(second.password).toBeNull();
  const rows = await stored();
  expect(rows).toHaveLength(6 + 2 * 3);
  expect(await passwords.matches(rows.find(({ username }) => username === 'handler.a-2')!.hash, first.password!)).toBe(true);
});

test('the password of the settings is used from the first start', async () => {
  expect((await demonstration().ensure([], 'from settings')).password).toBe('from settings');
  const before = await stored();
  expect((await demonstration().ensure([], 'from settings')).password).toBe('from settings');
  expect(await stored()).toEqual(before);
});

test('another password in the settings replaces the one there was, and ends the sessions opened with it', async () => {
  await demonstration().ensure(agencies.slice(0, 1), 'the old one');
  await database.query(sql`
    INSERT INTO sessions (id, token_hash, account_id, created_at, last_seen_at, expires_at)
    SELECT gen_random_uuid(), '\\x00', a.id, ${clock.now()}, ${clock.now()}, ${clock.now()} FROM accounts a WHERE a.username = 'city'`);
  await demonstration().ensure(agencies.slice(0, 1), 'the new one');
  const hashes = new Set((await stored()).map(({ hash }) => hash));
  expect(hashes.size).toBe(1);
  expect(await passwords.matches([...hashes][0]!, 'the new one')).toBe(true);
  expect(await database.query(sql`SELECT s.account_id FROM sessions s`)).toEqual([]);
});

test('an account that somebody made under the same name stays theirs', async () => {
  await database.query(sql`
    INSERT INTO accounts (id, username, display_name, password_hash, demonstration, failed_logins, created_at)
    VALUES (gen_random_uuid(), 'admin', '真正的管理員', 'their hash', false, 0, ${clock.now()})`);
  await demonstration().ensure([], 'one');
  await demonstration().ensure([], 'two');
  const [admin] = await database.query(sql`
    SELECT a.password_hash AS hash, a.demonstration FROM accounts a WHERE a.username = 'admin'`);
  expect(admin).toEqual({ hash: 'their hash', demonstration: false });
});

test('processes that start together agree on one password', async () => {
  const starts = await Promise.all(Array.from({ length: 4 }, () => demonstration().ensure(agencies.slice(0, 5), null)));
  const told = starts.map(({ password }) => password).filter((password) => password !== null);
  expect(told).toHaveLength(1);
  const rows = await stored();
  expect(rows).toHaveLength(6 + 2 * 5);
  expect(await passwords.matches(rows[0]!.hash, told[0]!)).toBe(true);
});

test('production gets none', async () => {
  await expect(demonstration(true).ensure(agencies, 'a password')).rejects.toThrow('production');
  expect(await stored()).toEqual([]);
});
