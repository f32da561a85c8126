import { createDataSource } from '../../platform/database/data-source.ts';
import { Database } from '../../platform/database/index.ts';
import { rule } from '../../../test/support/routing.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { RuleSetRepository, type StoredRuleSet } from './rule-set.repository.ts';

const repository = new RuleSetRepository();
const AT = new Date('2026-11-20T01:30:00.125Z');
let database: Database;
let drop: () => Promise<void>;

const set = (version: number): StoredRuleSet => ({
  version,
  contentHash: Buffer.from([version, 255, 0]),
  rules: [
    rule(`R${version}`, { answers: [{ code: 'width', values: ['窄'] }], hours: [{ from: 0, to: 360 }] }, '@DISTRICT_OFFICE'),
  ],
});

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 2 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
});

afterAll(() => drop());

test('the newest set is read back as it was written, unless it is known already', async () => {
  expect(await repository.newerThan(database, 0)).toBeNull();
  await database.transaction(async (tx) => {
    await repository.insert(tx, set(1), 'city pack taoyuan', AT);
    await repository.insert(tx, set(2), 'city pack taoyuan', AT);
  });
  expect(await repository.newerThan(database, 0)).toEqual(set(2));
  expect(await repository.newerThan(database, 1)).toEqual(set(2));
  expect(await repository.newerThan(database, 2)).toBeNull();
});
