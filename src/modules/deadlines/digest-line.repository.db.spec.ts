import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { sql } from '../../platform/database/index.ts';
import { addAccount, addAgency, addCase } from '../../../test/support/case-rows.ts';
import { planOf, RecordingDatabase } from '../../../test/support/plan.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { DigestLineRepository } from './digest-line.repository.ts';

const MORNING = new Date('2026-11-30T00:30:00.000Z');
const TOMORROW = new Date('2026-12-01T00:30:00.000Z');
const DUE = new Date('2026-11-27T09:30:00.000Z');

const repository = new DigestLineRepository();
let database: RecordingDatabase;
let drop: () => Promise<void>;
let accountId: string;

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.ownerUrl, pool: 2 }).initialize();
  database = new RecordingDatabase(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  await addAgency(database, 'A-1', '甲處', 'Office A');
  accountId = await addAccount(database, { username: 'hand', role: 'HANDLER', agencyCode: 'A-1' });
});

afterAll(() => drop());

/** Lines about one case each; the cases' steps have rung. */
async function gather(count: number, sendAt: Date): Promise<void> {
  const { id: model } = await addCase(database, [], { leadAgencyCode: 'A-1' });
  const first = newId();
  await database.query(sql`
    WITH opened AS (
      INSERT INTO cases (id, case_no, version, status, priority, safety_hazard, confidential, subject, description, lead_agency_code,
        first_received_at, opened_at, sla_value, sla_unit, due_at, clock_state, extensions, reroutes, petition_count, closings, search)
      SELECT gen_random_uuid(), ${first}::text || n, 1, 'IN_PROGRESS', 'P4', false, false, 's', 'd', 'A-1', c.opened_at, c.opened_at, 6,
        'WORKING_DAY', ${DUE}, 'RUNNING', 0, 0, 1, 0, ''
      FROM generate_series(1, ${count}::integer) n
      JOIN cases c ON c.id = ${model}
      RETURNING id, due_at
    ), clock AS (
      INSERT INTO deadlines (id, case_id, version, state, urgency, safety_hazard, sla_value, sla_unit, started_at, due_at,
        calendar_version, steps)
      SELECT gen_random_uuid(), o.id, 1, 'RUNNING', 'P4', false, 6, 'WORKING_DAY', o.due_at, o.due_at, 0,
        '[{"step": "DUE", "state": "RUNG"}]'
      FROM opened o
      RETURNING id, case_id, due_at
    ), rung AS (
      INSERT INTO reminders (id, deadline_id, deadline_version, step, case_id, due_at, ring_at, sent_at, recipients)
      SELECT gen_random_uuid(), k.id, 1, 'DUE', k.case_id, k.due_at, k.due_at, k.due_at, '[]'
      FROM clock k
      RETURNING id
    )
    INSERT INTO digest_lines (reminder_id, account_id, send_at) SELECT r.id, ${accountId}, ${sendAt} FROM rung r`);
}

test('only what is to be sent now is looked at', async () => {
  await gather(20, MORNING);
  await gather(5_000, TOMORROW);
  for (const table of [sql`digest_lines`, sql`reminders`, sql`deadlines`, sql`cases`])
    await database.query(sql`ANALYZE ${table}`);
  await database.transaction((tx) => repository.dropOvertaken(tx, MORNING));
  const plan = await planOf(database, database.asked.at(-1)!);
  expect(plan.map(({ name }) => name)).toEqual(expect.arrayContaining(['digest_lines_to_send']));
  expect(Math.max(...plan.map(({ rows }) => rows))).toBeLessThanOrEqual(100);
  const [left] = await database.query<{ n: number }>(sql`SELECT count(*)::integer AS n FROM digest_lines`);
  expect(left).toEqual({ n: 5_020 });
});
