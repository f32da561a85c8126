import { agenciesOf } from '../../../test/support/agencies.ts';
import { addAccount, addAgency, addCase, addLeg } from '../../../test/support/case-rows.ts';
import { planOf, RecordingDatabase } from '../../../test/support/plan.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { sql } from '../../platform/database/index.ts';
import { AccountDirectory } from '../identity/index.ts';
import type { RecipientLevel } from './domain/reminder-ladder.ts';
import { Recipients, type Wanted } from './recipients.read-model.ts';

const NOW = new Date('2026-11-20T01:00:00.000Z');

let database: RecordingDatabase;
let recipients: Recipients;
let drop: () => Promise<void>;
const accounts = new Map<string, string>();

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.ownerUrl, pool: 2 }).initialize();
  database = new RecordingDatabase(dataSource);
  const agencies = agenciesOf(database, NOW);
  recipients = new Recipients(new AccountDirectory(), agencies);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  for (const code of ['L', 'H-1', 'H-2']) {
    await addAgency(database, code, code, code);
    for (const [role, name] of [
      ['HANDLER', 'first'],
      ['HANDLER', 'second'],
      ['AGENCY_SUPERVISOR', 'chief'],
    ] as const) {
      const username = `${name}.${code}`.toLowerCase();
      accounts.set(username, await addAccount(database, { username, role, agencyCode: code }));
    }
  }
  await agencies.refresh();
});

afterAll(() => drop());

interface Helper {
  readonly agencyCode: string;
  readonly handler?: string;
  readonly status?: string;
  readonly ended?: true;
}

/** A case of `first.l`. @returns how its people are asked for */
async function helpedBy(helpers: readonly Helper[], levels: readonly RecipientLevel[] = ['HANDLER']): Promise<Wanted> {
  const { id: caseId } = await addCase(database, [], { leadAgencyCode: 'L' });
  await addLeg(database, caseId, { agencyCode: 'L', role: 'LEAD', assignedAt: NOW });
  for (const { agencyCode, handler, status = 'ASSIGNED', ended } of helpers) {
    await addLeg(database, caseId, { agencyCode, role: 'CO_HANDLER', assignedAt: NOW, ...(ended && { endedAt: NOW }) });
    const handlerId = handler === undefined ? null : accounts.get(handler)!;
    await database.query(sql`
      UPDATE assignments SET status = ${status}, handler_id = ${handlerId}
      WHERE case_id = ${caseId} AND agency_code = ${agencyCode}`);
  }
  return { caseId, responsible: { leadAgencyCode: 'L', handlerId: accounts.get('first.l')! }, levels };
}

const told = async (...wanted: readonly Wanted[]): Promise<string[][]> =>
  (await recipients.ofAll(database, wanted, NOW)).map((found) => found.map(({ username }) => username));

test('who handles a leg that has not been answered is reminded as who leads is; all who could, where nobody does', async () => {
  const [alone, helped, waiting] = [
    await helpedBy([]),
    await helpedBy([{ agencyCode: 'H-1', handler: 'second.h-1', status: 'ACCEPTED' }, { agencyCode: 'H-2' }]),
    await helpedBy([{ agencyCode: 'H-1', handler: 'first.h-1' }]),
  ];
  expect(await told(alone, helped, waiting)).toEqual([
    ['first.l'],
    ['first.l', 'second.h-1', 'first.h-2', 'second.h-2'],
    ['first.l', 'first.h-1'],
  ]);
});

test.each<[string, Helper]>([
  ['has answered', { agencyCode: 'H-1', handler: 'first.h-1', status: 'ANSWERED' }],
  ['waits for another case to answer', { agencyCode: 'H-1', handler: 'first.h-1', status: 'MERGED' }],
  ['has left the case', { agencyCode: 'H-1', handler: 'first.h-1', status: 'WAIVED', ended: true }],
])('a helper who %s is reminded of nothing', async (_, helper) => {
  expect(await told(await helpedBy([helper]))).toEqual([['first.l']]);
});

test('helpers are reminded where handlers are; their heads look after other cases', async () => {
  const helpers = [{ agencyCode: 'H-1', handler: 'first.h-1' }];
  expect(await told(await helpedBy(helpers, ['AGENCY_SUPERVISOR']))).toEqual([['chief.l']]);
  expect(await told(await helpedBy(helpers, ['HANDLER', 'AGENCY_SUPERVISOR']))).toEqual([['first.l', 'first.h-1', 'chief.l']]);
});

test('the people of a hundred cases cost the legs of these, whatever the size of the archive', async () => {
  await database.query(sql`
    INSERT INTO cases (id, case_no, version, status, priority, safety_hazard, confidential, subject, description, first_received_at,
      opened_at, sla_value, sla_unit, due_at, clock_state, extensions, reroutes, petition_count, closings, closed_at, search)
    SELECT gen_random_uuid(), 'C' || n, 1, 'CLOSED', 'P3', false, false, '', '', ${NOW}, ${NOW}, 5, 'WORKING_DAY', ${NOW}, 'STOPPED', 0, 0, 1,
      1, ${NOW}, ''
    FROM generate_series(1, 20000) n`);
  await database.query(sql`
    INSERT INTO assignments (id, case_id, agency_code, role, status, assigned_at, due_at)
    SELECT gen_random_uuid(), c.id, r.code, r.role, 'ASSIGNED', ${NOW}, ${NOW}
    FROM cases c
    CROSS JOIN (VALUES ('L', 'LEAD'), ('H-1', 'CO_HANDLER')) r (code, role)
    WHERE c.status = 'CLOSED'`);
  await database.query(sql`ANALYZE cases`);
  await database.query(sql`ANALYZE assignments`);
  const some = await database.query<{ id: string }>(sql`SELECT c.id FROM cases c WHERE c.status = 'CLOSED' LIMIT 100`);
  const responsible = { leadAgencyCode: 'L', handlerId: null };
  database.asked.length = 0;
  const found = await told(...some.map(({ id }): Wanted => ({ caseId: id, responsible, levels: ['HANDLER'] })));
  expect(new Set(found.map((people) => people.join(' ')))).toEqual(new Set(['first.l second.l first.h-1 second.h-1']));
  expect(database.asked).toHaveLength(5);
  const plan = await planOf(database, database.asked[0]!);
  expect(plan.map(({ name }) => name)).toContain('assignments_by_case');
  expect(Math.max(...plan.map(({ rows }) => rows))).toBeLessThanOrEqual(200);
});
