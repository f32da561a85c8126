import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { planOf, RecordingDatabase } from '../../../test/support/plan.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { DeadlineRepository, type DueAlarm, rungOf } from './deadline.repository.ts';

const NOW = new Date('2026-11-20T01:00:00.000Z');
const minutes = (after: number): Date => new Date(NOW.getTime() + after * 60_000);

const repository = new DeadlineRepository();
let database: RecordingDatabase;
let drop: () => Promise<void>;

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.ownerUrl, pool: 4 }).initialize();
  database = new RecordingDatabase(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
});

afterEach(() => database.query(sql`TRUNCATE deadlines, cases CASCADE`));
afterAll(() => drop());

/** Deadlines that ring a minute apart, the first at `from` minutes; each belongs to a case of its own. */
async function plan(count: number, from: number, handedAt: Date | null = null): Promise<void> {
  await database.query(sql`
    WITH opened AS (
      INSERT INTO cases (id, case_no, version, status, priority, safety_hazard, confidential, subject, description, first_received_at,
        opened_at, sla_value, sla_unit, due_at, clock_state, extensions, reroutes, petition_count, closings, search)
      SELECT gen_random_uuid(), 'C26-' || lpad((n + ${from} * 100000)::text, 9, '0') || '-0', 1, 'DISPATCHED', 'P4', false, false, 's', 'd',
        ${NOW}, ${NOW}, 6, 'WORKING_DAY', ${NOW}::timestamptz + (${from} + n - 1) * interval '1 minute', 'RUNNING', 0, 0, 1, 0, ''
      FROM generate_series(1, ${count}::integer) n
      RETURNING id, due_at
    )
    INSERT INTO deadlines (id, case_id, version, state, urgency, safety_hazard, sla_value, sla_unit, started_at, due_at,
      calendar_version, steps, next_step, next_ring_at, alarm_enqueued_at)
    SELECT gen_random_uuid(), o.id, 1, 'RUNNING', 'P4', false, 6, 'WORKING_DAY', ${NOW}, o.due_at, 0, '[]', 'DUE', o.due_at,
      ${handedAt}::timestamptz
    FROM opened o`);
}

const take = (horizon: Date, limit = 100): Promise<DueAlarm[]> =>
  database.transaction((tx) => repository.takeAlarms(tx, horizon, NOW, limit));
const takeLost = (late: Date, forgotten: Date): Promise<DueAlarm[]> =>
  database.transaction((tx) => repository.takeLostAlarms(tx, late, forgotten, NOW, 100));

test('alarms up to the horizon are taken, the horizon itself included, and each once', async () => {
  await plan(10, 1);
  const taken = await take(minutes(4));
  expect(taken.map(({ ringAt }) => ringAt.getTime()).sort()).toEqual([1, 2, 3, 4].map((at) => minutes(at).getTime()));
  expect(taken[0]).toMatchObject({ version: 1, step: 'DUE' });
  expect(await take(minutes(4))).toEqual([]);
  expect(await take(minutes(5))).toHaveLength(1);
});

test('two workers at the same moment take different alarms', async () => {
  await plan(40, 1);
  const both = await database.transaction(async (first) => {
    const mine = await repository.takeAlarms(first, minutes(60), NOW, 15);
    return [...mine, ...(await take(minutes(60), 15))]; // the first has not committed yet
  });
  expect(both).toHaveLength(30);
  expect(new Set(both.map(({ deadlineId }) => deadlineId)).size).toBe(30);
});

test('an alarm is lost when it is late and was handed over long enough ago', async () => {
  await plan(3, -5, minutes(-10)); // late by five to three minutes, handed over ten minutes ago
  await plan(1, -4, minutes(-1)); // late, but handed over a minute ago
  await plan(1, 2, minutes(-10)); // handed over, not due yet
  await plan(1, -3); // never handed over
  const lost = await takeLost(minutes(-0.5), minutes(-2));
  expect(lost.map(({ ringAt }) => ringAt.getTime()).sort()).toEqual([-5, -4, -3].map((at) => minutes(at).getTime()).sort());
  expect(await takeLost(minutes(-0.5), minutes(-2))).toEqual([]); // handed over just now
  expect(await take(minutes(-1))).toHaveLength(1);
});

test('what rings next is the earliest of all', async () => {
  expect(await repository.nextRing(database)).toBeNull();
  await plan(5, 7);
  await plan(5, 30, NOW);
  expect(await repository.nextRing(database)).toEqual(minutes(7));
});

describe('among twenty thousand', () => {
  test('the earliest start of a case is found by what it answers for, not by looking at all', async () => {
    await database.query(sql`ANALYZE cases`);
    const [of] = await database.query<{ id: string }>(sql`SELECT d.case_id AS id FROM deadlines d LIMIT 1`);
    await repository.earliestStart(database, of!.id);
    const steps = await planOf(database, database.asked.at(-1)!);
    expect(Math.max(...steps.map(({ rows }) => rows))).toBeLessThanOrEqual(50);
  });

  beforeEach(async () => {
    await plan(20_000, 1, NOW);
    await database.query(sql`UPDATE deadlines SET alarm_enqueued_at = NULL WHERE next_ring_at > ${minutes(60)}`);
    await database.query(sql`ANALYZE deadlines`);
  });

  test.each<[string, (db: Database) => Promise<unknown>]>([
    ['those that are due are', (db) => repository.listDue(db, minutes(20), 50)],
    ['the next one is', (db) => repository.nextRing(db)],
  ])('%s found by the index', async (_, look) => {
    await look(database);
    const steps = await planOf(database, database.asked.at(-1)!);
    expect(steps.map(({ name }) => name)).toContain('deadlines_to_ring');
    expect(Math.max(...steps.map(({ rows }) => rows))).toBeLessThanOrEqual(50);
  });

  test('what has rung of a hundred is found by the index', async () => {
    await database.query(sql`
      INSERT INTO reminders (id, deadline_id, deadline_version, step, number, case_id, due_at, ring_at, sent_at, recipients)
      SELECT gen_random_uuid(), d.id, 1, 'OVERDUE_DAILY', n, d.case_id, d.due_at, d.due_at, d.due_at, '[]'
      FROM deadlines d
      CROSS JOIN generate_series(1, 3) n`);
    await database.query(sql`ANALYZE reminders`);
    const ids = (await database.query<{ id: string }>(sql`SELECT d.id FROM deadlines d LIMIT 100`)).map(({ id }) => id);
    const rung = await rungOf(database, ids);
    expect(rung.get(ids[0]!)).toEqual([{ step: 'OVERDUE_DAILY', number: 3, dueAt: expect.any(Date) }]);
    const steps = await planOf(database, database.asked.at(-1)!);
    expect(steps.map(({ name }) => name)).toContain('reminders_once');
    expect(Math.max(...steps.map(({ rows }) => rows))).toBeLessThanOrEqual(300);
  });
});
