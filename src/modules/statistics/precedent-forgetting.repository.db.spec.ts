import { addCase } from '../../../test/support/case-rows.ts';
import { planOf, RecordingDatabase } from '../../../test/support/plan.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { sql } from '../../platform/database/index.ts';
import { PrecedentForgetting } from './precedent-forgetting.repository.ts';

const RULINGS = 20_000;

let copy: TestDatabase;
let database: RecordingDatabase;

beforeAll(async () => {
  copy = await createTestDatabase();
  database = new RecordingDatabase(await createDataSource({ url: copy.ownerUrl, pool: 2 }).initialize());
});

afterAll(async () => {
  await database.onApplicationShutdown();
  await copy.drop();
});

test('among the rulings of many years, those about a case are found by it', async () => {
  const [forgotten, other] = [await addCase(database, []), await addCase(database, [])];
  await database.query(sql`
    INSERT INTO precedents (id, fact_id, case_id, from_agency_code, agency_code, reason, ruled_by, ruled_at)
    SELECT gen_random_uuid(), gen_random_uuid(), CASE WHEN n = 1 THEN ${forgotten.id}::uuid ELSE ${other.id}::uuid END, 'A-1', 'A-2', '理由', 'x',
      '2020-01-01'::timestamptz + n * interval '1 hour'
    FROM generate_series(1, ${RULINGS}) n`);
  await database.query(sql`ANALYZE precedents`);
  await database.transaction((tx) => new PrecedentForgetting().forget(tx, { caseId: forgotten.id }));
  const steps = await planOf(database, database.asked.at(-1)!);
  expect(steps.find(({ name }) => name.startsWith('precedents_'))).toMatchObject({ name: 'precedents_by_case', rows: 1 });
  expect(steps.map(({ kind }) => kind)).not.toContain('Seq Scan');
  const words = sql`SELECT p.case_id AS "caseId", count(*)::integer AS n FROM precedents p WHERE p.reason = '' GROUP BY 1`;
  expect(await database.query(words)).toEqual([{ caseId: forgotten.id, n: 1 }]);
});
