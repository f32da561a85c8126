import { taipei } from '../../../../test/support/calendars.ts';
import { Clockwork } from '../../../../test/support/clockwork.ts';
import { planOf, type PlanStep } from '../../../../test/support/plan.ts';
import { SetClock } from '../../../../test/support/set-clock.ts';
import { type Sql, sql } from '../../../platform/database/index.ts';
import { OpenClockRepository } from './open-clock.repository.ts';
import { ReplanningRepository } from './replanning.repository.ts';

const RECEIVED = taipei('2026-11-20 09:30');
const DUE = taipei('2026-11-27 17:30');

let work: Clockwork;

beforeAll(async () => {
  work = await Clockwork.start(new SetClock(RECEIVED));
});

afterAll(() => work.stop());

/** Open clocks that were counted by version 0. */
beforeAll(async () => {
  const count = 2_000;
  await work.database.query(sql`
    WITH opened AS (
      INSERT INTO cases (id, case_no, version, status, priority, safety_hazard, confidential, subject, description, first_received_at,
        opened_at, sla_value, sla_unit, due_at, clock_state, extensions, reroutes, petition_count, closings, search)
      SELECT gen_random_uuid(), 'C26-' || lpad(n::text, 9, '0') || '-0', 1, 'DISPATCHED', 'P4', false, false, 's', 'd', ${RECEIVED},
        ${RECEIVED}, 5, 'WORKING_DAY', ${DUE}, 'RUNNING', 0, 0, 1, 0, ''
      FROM generate_series(1, ${count}::integer) n
      RETURNING id
    ), clocked AS (
      INSERT INTO deadlines (id, case_id, version, state, urgency, safety_hazard, sla_value, sla_unit, started_at, due_at,
        calendar_version, steps)
      SELECT gen_random_uuid(), o.id, 1, 'RUNNING', 'P4', false, 5, 'WORKING_DAY', ${RECEIVED}, ${DUE}, 0, '[]'
      FROM opened o
      RETURNING id
    )
    INSERT INTO clock_entries (id, deadline_id, kind, at, data, due_at)
    SELECT gen_random_uuid(), c.id, 'START', ${RECEIVED}, '{"calendarVersion": 0, "holder": null}', ${DUE}
    FROM clocked c`);
  await work.database.query(sql`ANALYZE deadlines, cases, clock_entries`);
});

test('a batch reads the clocks it takes and no others, by the index of the open ones', async () => {
  const asked: Sql[] = [];
  await work.database.transaction((tx) => {
    const query = <R>(statement: Sql): Promise<R[]> => {
      asked.push(statement);
      return tx.query<R>(statement);
    };
    return new OpenClockRepository().lockEarlier({ ...tx, query }, 1, { after: null, limit: 50 });
  });
  const [lock, entries, rung] = asked;
  const read = (plan: readonly PlanStep[]): { name: string; rows: number }[] =>
    plan.filter(({ name }) => name !== '').map(({ name, rows }) => ({ name, rows }));
  const steps = read(await planOf(work.database, lock!));
  expect(steps).toEqual([
    { name: 'deadlines_open_by_calendar', rows: expect.any(Number) },
    { name: 'cases_pkey', rows: expect.any(Number) },
  ]);
  for (const { rows } of steps) expect(rows).toBeLessThanOrEqual(50);
  const ledger = read(await planOf(work.database, entries!));
  expect(ledger.map(({ name }) => name)).toContain('clock_entries_by_deadline');
  for (const { rows } of ledger) expect(rows).toBeLessThanOrEqual(100);
  expect(read(await planOf(work.database, rung!)).map(({ name }) => name)).toContain('reminders_once');
  expect(asked).toHaveLength(3);
});

test.each([
  ['none is behind', 0, null, 0],
  ['all are', 1, 0, 1],
])('whether any clock is behind costs no more than one row when %s', async (_, version, behind, rows) => {
  const asked: Sql[] = [];
  const query = <R>(statement: Sql): Promise<R[]> => {
    asked.push(statement);
    return work.database.query<R>(statement);
  };
  expect(await new ReplanningRepository().furthestBehind({ query }, version)).toBe(behind);
  const plan = (await planOf(work.database, asked[0]!)).filter(({ name }) => name !== '');
  expect(plan.map(({ name }) => name)).toEqual(['deadlines_open_by_calendar', 'cases_pkey']);
  for (const step of plan) expect(step.rows).toBe(rows);
});
