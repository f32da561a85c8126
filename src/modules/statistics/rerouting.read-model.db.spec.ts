import { addCase, addLeg } from '../../../test/support/case-rows.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database } from '../../platform/database/index.ts';
import { type HandedOn, ReroutingReadModel } from './rerouting.read-model.ts';

const FROM = new Date('2026-11-16T16:00:00.000Z');
const UNTIL = new Date('2026-11-17T16:00:00.000Z');
const NOON = new Date('2026-11-17T04:00:00.000Z');

let database: Database;
let disputes: ReroutingReadModel;
let drop: () => Promise<void>;

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 1 }).initialize();
  database = new Database(dataSource);
  disputes = new ReroutingReadModel(database);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
});

afterAll(() => drop());

test('every leg that was handed on in a period is found once, batch after batch, also of those that ended together', async () => {
  const lead = async (agencyCode: string, endedAt: Date | undefined, role: 'LEAD' | 'CO_HANDLER' = 'LEAD'): Promise<void> => {
    const { id } = await addCase(database, []);
    await addLeg(database, id, { agencyCode, role, assignedAt: FROM, ...(endedAt && { endedAt }) });
  };
  for (const agencyCode of ['A', 'B', 'C', 'D', 'E']) await lead(agencyCode, NOON);
  await lead('FIRST', FROM);
  await lead('NEXT-DAY', UNTIL);
  await lead('STILL-THERE', undefined);
  await lead('HELPER', NOON, 'CO_HANDLER');
  const found: HandedOn[] = [];
  for (let batch: HandedOn[] | null = null; batch === null || batch.length === 2;) {
    batch = await disputes.handedOn({ from: FROM, until: UNTIL, scope: { all: true } }, found.at(-1) ?? null, 2);
    found.push(...batch);
  }
  expect(found.map(({ agencyCode }) => agencyCode).sort()).toEqual(['A', 'B', 'C', 'D', 'E', 'FIRST']);
});
