import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { AccountDirectory } from './account-directory.read-model.ts';
import { AccountRepository } from './account.repository.ts';
import type { RoleGrant } from './domain/role.ts';

const directory = new AccountDirectory();
const createdAt = new Date('2026-11-20T09:00:00+08:00');
let database: Database;
let drop: () => Promise<void>;
const ids: Record<string, string> = {};

async function add(username: string, ...roles: RoleGrant[]): Promise<void> {
  const id = newId();
  ids[username] = id;
  await database.transaction((tx) =>
    new AccountRepository().insert(tx, { id, username, displayName: `${username}!`, passwordHash: '-', createdAt }, roles),
  );
}

const usernames = (colleagues: readonly { username: string }[]): string[] => colleagues.map(({ username }) => username);

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 4 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  await add('zoe', { role: 'HANDLER', agencyCode: 'A' });
  await add('ann', { role: 'HANDLER', agencyCode: 'A' }, { role: 'HANDLER', agencyCode: 'B' });
  await add('left', { role: 'HANDLER', agencyCode: 'A' });
  await add('boss', { role: 'AGENCY_SUPERVISOR', agencyCode: 'A' });
  await add('desk', { role: 'DISPATCHER', agencyCode: null });
  await add('city', { role: 'CITY_SUPERVISOR', agencyCode: null });
  await add('part', { role: 'DISPATCHER', agencyCode: null, districtCode: '68000010' });
  await database.query(sql`UPDATE accounts SET disabled_at = ${createdAt}, email = 'left@example.tw' WHERE username = 'left'`);
});

afterAll(() => drop());

test('the handlers of an agency are listed by name, without those who left', async () => {
  expect(usernames(await directory.listHandlers(database, 'A'))).toEqual(['ann', 'zoe']);
  expect(usernames(await directory.listHandlers(database, 'B'))).toEqual(['ann']);
  expect(await directory.listHandlers(database, 'C')).toEqual([]);
});

test('supervisors are those of the agency, dispatchers and city supervisors those of the whole city', async () => {
  expect(usernames(await directory.listSupervisors(database, 'A'))).toEqual(['boss']);
  expect(usernames(await directory.listDispatchers(database))).toEqual(['desk']);
  expect(usernames(await directory.listCitySupervisors(database))).toEqual(['city']);
});

test('an id finds its holder, also after they left', async () => {
  expect(await directory.find(database, ids['left']!)).toEqual({
    id: ids['left'],
    username: 'left',
    displayName: 'left!',
    email: 'left@example.tw',
  });
  expect(await directory.find(database, newId())).toBeNull();
  expect(usernames(await directory.listByIds(database, [ids['zoe']!, newId(), ids['left']!])).sort()).toEqual(['left', 'zoe']);
});

test('a case is held by a handler or a supervisor of the very agency who has not left', async () => {
  const holds = async (username: string, agency: string): Promise<boolean> =>
    (await directory.listCaseWorkers(database, [{ accountId: ids[username]!, agencyCode: agency }])).length > 0;
  expect(await holds('ann', 'B')).toBe(true);
  expect(await holds('boss', 'A')).toBe(true);
  expect(await holds('zoe', 'B')).toBe(false);
  expect(await holds('left', 'A')).toBe(false);
  expect(await holds('city', 'A')).toBe(false);
  expect(await directory.listCaseWorkers(database, [{ accountId: newId(), agencyCode: 'A' }])).toEqual([]);
});
