import { addCase } from '../../../../test/support/case-rows.ts';
import { planOf, RecordingDatabase } from '../../../../test/support/plan.ts';
import { createTestDatabase } from '../../../../test/support/test-database.ts';
import { createDataSource } from '../../../platform/database/data-source.ts';
import { sql } from '../../../platform/database/index.ts';
import { CaseTimerRepository } from './case-timer.repository.ts';

const NOW = new Date('2026-11-18T02:00:00.000Z');

const repository = new CaseTimerRepository();
let database: RecordingDatabase;
let drop: () => Promise<void>;

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.ownerUrl, pool: 2 }).initialize();
  database = new RecordingDatabase(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
});

afterAll(() => drop());

test('among many timers those counted in office time are found by the index', async () => {
  const { id: caseId } = await addCase(database, []);
  await database.query(sql`
    INSERT INTO case_timers (id, case_id, kind, subject, ring_at)
    SELECT gen_random_uuid(), ${caseId}, 'SUPPLEMENT', n::text, ${NOW}::timestamptz FROM generate_series(1, 20000) n`);
  const counted = { caseId, kind: 'RETURN', subject: 'OTHER:OVER', ringAt: NOW, countedFrom: NOW } as const;
  await database.transaction((tx) => repository.set(tx, counted));
  await database.query(sql`ANALYZE case_timers`);
  const locked = await database.transaction((tx) => repository.lockCounted(tx));
  expect(locked).toEqual([{ id: expect.any(String), subject: 'OTHER:OVER', countedFrom: NOW }]);
  const plan = await planOf(database, database.asked.at(-1)!);
  expect(plan.map(({ name }) => name)).toContain('case_timers_counted');
  expect(Math.max(...plan.map(({ rows }) => rows))).toBe(1);
});

test('a timer that was cancelled and is set again rings, also at the same time', async () => {
  const { id: caseId } = await addCase(database, []);
  const timer = { caseId, kind: 'RETURN', subject: 'CITY:OVER', ringAt: NOW } as const;
  const isOpen = async (): Promise<boolean> =>
    (await database.query(sql`SELECT t.id FROM case_timers t WHERE t.case_id = ${caseId} AND t.cancelled_at IS NULL`)).length > 0;
  await database.transaction(async (tx) => {
    await repository.set(tx, timer);
    await repository.cancel(tx, caseId, 'RETURN', null, NOW);
  });
  expect(await isOpen()).toBe(false);
  await database.transaction((tx) => repository.set(tx, timer));
  expect(await isOpen()).toBe(true);
});
