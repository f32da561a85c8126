import { addCase, addPetition } from '../../../../test/support/case-rows.ts';
import { planOf, RecordingDatabase } from '../../../../test/support/plan.ts';
import { createTestDatabase } from '../../../../test/support/test-database.ts';
import { createDataSource } from '../../../platform/database/data-source.ts';
import { sql } from '../../../platform/database/index.ts';
import { ReopenAlarmRepository } from './reopen-alarm.repository.ts';

const NOW = new Date('2026-11-18T02:00:00.000Z');

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

test('among many requests those that wait for a decision are found by the index', async () => {
  const petition = await addPetition(database);
  const { id: caseId } = await addCase(database, [petition]);
  await database.query(sql`
    WITH asked AS (
      INSERT INTO surveys (id, case_id, petition_id, closing, offered_at, expires_at)
      SELECT gen_random_uuid(), ${caseId}, ${petition.id}, n, ${NOW}, ${NOW} FROM generate_series(1, 20000) n
      RETURNING id, closing
    )
    INSERT INTO reopen_requests (id, survey_id, case_id, closing, reason, state, requested_at, due_at)
    SELECT gen_random_uuid(), a.id, ${caseId}, a.closing, 'r', CASE WHEN a.closing < 4 THEN 'OPEN' ELSE 'REJECTED' END, ${NOW}, ${NOW}
    FROM asked a`);
  await database.query(sql`ANALYZE reopen_requests`);
  const repository = new ReopenAlarmRepository();
  expect(await database.transaction((tx) => repository.lockOpen(tx))).toHaveLength(3);
  const plan = await planOf(database, database.asked.at(-1)!);
  expect(plan.map(({ name }) => name)).toContain('reopen_requests_open');
  expect(Math.max(...plan.map(({ rows }) => rows))).toBe(3);
});
