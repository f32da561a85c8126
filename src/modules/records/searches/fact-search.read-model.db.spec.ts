import { type PlanStep, planOf, RecordingDatabase } from '../../../../test/support/plan.ts';
import { createTestDatabase } from '../../../../test/support/test-database.ts';
import { newId } from '../../../kernel/ids.ts';
import { createDataSource } from '../../../platform/database/data-source.ts';
import { sql } from '../../../platform/database/index.ts';
import { type FactCondition, FactSearchReadModel } from './fact-search.read-model.ts';

const FACTS = 40_000;
const PAGE = 50;
const ANYTHING: FactCondition = {
  subjectIds: null,
  actorUsername: null,
  type: null,
  since: null,
  before: null,
  text: null,
  barred: { subjectIds: [], caseNos: [] },
};
const reader = new FactSearchReadModel();
const lin = newId();
const subject = newId();
let database: RecordingDatabase;
let drop: () => Promise<void>;

/** A record of some years: one account in a hundred facts, one rare type, one subject with three facts among all others. */
beforeAll(async () => {
  const copy = await createTestDatabase();
  database = new RecordingDatabase(await createDataSource({ url: copy.ownerUrl, pool: 1 }).initialize());
  drop = async () => {
    await database.onApplicationShutdown();
    await copy.drop();
  };
  await database.query(sql`
    INSERT INTO accounts (id, username, display_name, password_hash, demonstration, failed_logins, created_at)
    VALUES (${lin}, 'lin', '林小姐', 'x', false, 0, '2026-01-01T00:00:00Z')`);
  await database.query(sql`
    INSERT INTO facts (id, type, subject_kind, subject_id, at, actor_kind, actor_id, actor_name, data, public)
    SELECT gen_random_uuid(), CASE WHEN n % 1000 = 0 THEN 'account.locked' ELSE 'case.noted' END, 'case',
      CASE WHEN n IN (5, 20000, 39999) THEN ${subject}::uuid ELSE gen_random_uuid() END,
      '2021-01-01T00:00:00Z'::timestamptz + n * interval '1 hour', 'STAFF', CASE WHEN n % 100 = 0 THEN ${lin}::uuid ELSE gen_random_uuid() END,
      '某人', jsonb_build_object('text', n), false
    FROM generate_series(1, ${FACTS}) n`);
  await database.query(sql`ANALYZE facts`);
});

afterAll(() => drop());

async function lookedAt(condition: Partial<FactCondition>): Promise<{ found: number; facts: PlanStep[]; rows: number }> {
  database.asked.length = 0;
  const found = await reader.find(database, { ...ANYTHING, ...condition }, null, PAGE + 1);
  const steps = (await planOf(database, database.asked[0]!)).filter(({ name }) => name.startsWith('facts'));
  // By the sample of ANALYZE, a few rows are fetched one by one or by a bitmap of the same index, which then is a step of its own.
  const facts = steps.filter(({ kind }) => kind !== 'Bitmap Heap Scan');
  return { found: found.length, facts, rows: facts.reduce((sum, step) => sum + step.rows, 0) };
}

test.each<[string, Partial<FactCondition>, string, number, number]>([
  ['everything', {}, 'facts_by_time', 51, 51],
  ['a time', { since: new Date('2023-01-01'), before: new Date('2023-02-01') }, 'facts_by_time', 51, 51],
  ['a type', { type: 'account.locked' }, 'facts_by_type', 40, 40],
  ['an account', { actorUsername: 'lin' }, 'facts_by_actor', 51, 51],
  ['a subject', { subjectIds: [subject] }, 'facts_by_subject', 3, 3],
  ['a subject and a type', { subjectIds: [subject], type: 'case.noted' }, 'facts_by_subject', 2, 3],
])('%s is looked up by its index, and reads no more than it shows', async (_, condition, index, found, most) => {
  const looked = await lookedAt(condition);
  expect(looked.found).toBe(found);
  expect(looked.facts.map(({ name }) => name)).toEqual([index]);
  expect(looked.rows).toBeLessThanOrEqual(most);
});

test('an account that does not exist has done nothing', async () => {
  expect((await lookedAt({ actorUsername: 'nobody' })).found).toBe(0);
});

test('the page after a row begins with the one before it in time, also among facts of one instant', async () => {
  const first = await reader.find(database, ANYTHING, null, 10);
  const rest = await reader.find(database, ANYTHING, { at: first[4]!.at, seq: first[4]!.seq }, 5);
  expect(rest.map(({ seq }) => seq)).toEqual(first.slice(5).map(({ seq }) => seq));
});

test('words are looked for in what was recorded, whatever their case, and mean themselves', async () => {
  const of = async (text: string): Promise<number> =>
    (await reader.find(database, { ...ANYTHING, subjectIds: [subject], text }, null, 10)).length;
  expect([await of('39999'), await of('NOTED'), await of('%'), await of('某人')]).toEqual([1, 2, 0, 3]);
});
