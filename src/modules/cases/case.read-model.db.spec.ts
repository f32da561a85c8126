import type { Actor, Scope } from '../../kernel/actor.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { sql } from '../../platform/database/index.ts';
import { planOf, type PlanStep, RecordingDatabase } from '../../../test/support/plan.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { type CasePage, CaseReadModel, usualSort } from './case.read-model.ts';
import type { CaseFilter } from './case-filter.read-model.ts';
import { liveLegs } from './domain/legs.ts';

const NOW = new Date('2026-11-20T01:00:00.000Z');
const LIMIT = 50;
const ME = '00000000-0000-4000-8000-000000000000';
const PAGE: CasePage = { sort: 'dueAt', after: null, limit: LIMIT };
const OPEN: CaseFilter = { status: ['TRIAGE', 'DISPATCHED', 'IN_PROGRESS'] };

let database: RecordingDatabase;
let cases: CaseReadModel;
let drop: () => Promise<void>;

const actor = (scope: Scope): Actor => ({
  kind: 'STAFF',
  id: ME,
  name: '承辦人',
  username: 'handler',
  roles: [],
  permissions: new Map(),
  scope,
});
const city = actor({ all: true, accountId: ME });
const approver: Actor = {
  ...actor({ all: false, agencyCodes: ['P-07'], accountId: ME }),
  roles: [{ role: 'AGENCY_SUPERVISOR', agencyCode: 'P-07' }],
};
const districtApprover: Actor = {
  ...actor({ all: false, agencyCodes: [], districtCodes: ['68000020'], accountId: ME }),
  roles: [{ role: 'CITY_SUPERVISOR', agencyCode: null, districtCode: '68000020' }],
};
const office = actor({ all: false, agencyCodes: ['A-07'], accountId: ME });
const bureau = actor({ all: false, agencyCodes: ['A-05'], belowCodes: ['A-07', 'A-09', 'B-07'], accountId: ME });
const district = actor({ all: false, agencyCodes: [], districtCodes: ['68000020'], accountId: ME });

/** 20,000 cases of 40 agencies over most of a year, each with a helper; one in ten is still open. `A-07` helps with those of `A-08`. */
async function fill(): Promise<void> {
  await database.query(sql`
    INSERT INTO accounts (id, username, display_name, password_hash, demonstration, failed_logins, created_at)
    SELECT gen_random_uuid(), 'handler.' || n, '承辦人', '-', false, 0, ${NOW} FROM generate_series(1, 5000) n`);
  await database.query(sql`
    INSERT INTO cases (id, case_no, version, status, category_code, priority, safety_hazard, confidential, subject, description,
      district_code, lead_agency_code, first_received_at, opened_at, sla_value, sla_unit, due_at, clock_state, extensions, reroutes,
      petition_count, closings, outcome, reply, closed_at, search)
    SELECT gen_random_uuid(), 'C26-' || lpad(n::text, 6, '0') || '-0', 3, CASE WHEN n % 10 = 0 THEN 'DISPATCHED' ELSE 'CLOSED' END,
      'RD-001', 'P4', false, false, '路面坑洞', '有一個大坑洞', '68000020', 'A-' || lpad((n / 10 % 40)::text, 2, '0'),
      ${NOW}::timestamptz - n * interval '20 minutes', ${NOW}::timestamptz - n * interval '20 minutes', 6, 'WORKING_DAY',
      ${NOW}::timestamptz - n * interval '20 minutes' + interval '8 days', CASE WHEN n % 10 = 0 THEN 'RUNNING' ELSE 'STOPPED' END,
      0, 0, 1, CASE WHEN n % 10 = 0 THEN 0 ELSE 1 END, CASE WHEN n % 10 = 0 THEN NULL ELSE 'UPHELD' END,
      CASE WHEN n % 10 = 0 THEN NULL ELSE '已修補' END, CASE WHEN n % 10 = 0 THEN NULL ELSE ${NOW}::timestamptz END, '''路面'':1'
    FROM generate_series(1, 20000) n`);
  await database.query(sql`
    INSERT INTO assignments (id, case_id, agency_code, role, status, assigned_at, due_at)
    SELECT gen_random_uuid(), c.id, CASE r.role WHEN 'LEAD' THEN c.lead_agency_code ELSE replace(c.lead_agency_code, 'A-', 'B-') END,
      r.role, CASE WHEN c.closed_at IS NULL THEN 'ASSIGNED' ELSE 'ANSWERED' END, c.opened_at, c.due_at
    FROM cases c
    CROSS JOIN (VALUES ('LEAD'), ('CO_HANDLER')) r (role)`);
  await database.query(sql`UPDATE assignments SET agency_code = 'A-07' WHERE agency_code = 'B-08'`);
  await database.query(sql`
    INSERT INTO case_extensions (id, case_id, state, until, from_due_at, due_at, days, approver, reason_code, reason_text, reason,
      requested_by, requested_at)
    SELECT gen_random_uuid(), c.id, CASE WHEN c.closed_at IS NULL THEN 'OPEN' ELSE 'APPROVED' END, c.due_at, c.due_at, c.due_at, 1,
      'AGENCY_SUPERVISOR', 'SITE_VISIT', '{}', '會勘', gen_random_uuid(), c.opened_at
    FROM cases c
    WHERE c.case_no LIKE '%50-0' OR c.case_no LIKE '%7-0'`);
  await database.query(sql`
    INSERT INTO supplements (id, case_id, state, question, reply_by, requested_at)
    SELECT gen_random_uuid(), c.id, CASE WHEN c.closed_at IS NULL THEN 'OPEN' ELSE 'ANSWERED' END, '哪一個路口？', c.due_at, c.opened_at
    FROM cases c
    WHERE c.case_no LIKE '%30-0' OR c.case_no LIKE '%9-0'`);
  await database.query(sql`
    INSERT INTO case_replies (id, case_id, state, text, outcome, submitted_by, submitted_at, approvers, decisions, asked_agency)
    SELECT gen_random_uuid(), c.id, CASE WHEN c.closed_at IS NULL THEN 'PENDING' ELSE 'APPROVED' END, '已修補', 'UPHELD', '{}',
      c.opened_at, '[]', '[]',
      CASE WHEN c.closed_at IS NULL THEN CASE WHEN c.case_no LIKE '%00-0' THEN '*' ELSE replace(c.lead_agency_code, 'A-', 'P-') END END
    FROM cases c
    WHERE c.case_no LIKE '%5_-0' OR c.case_no LIKE '%00-0'`);
  await database.query(sql`
    INSERT INTO recusals (id, case_id, account_id, reason, recused_at)
    SELECT gen_random_uuid(), c.id, gen_random_uuid(), '被陳情', c.opened_at FROM cases c WHERE c.case_no LIKE '%7-0'`);
  await database.query(sql`
    INSERT INTO accounts (id, username, display_name, password_hash, demonstration, failed_logins, created_at)
    VALUES (${ME}, 'me', '承辦人', '-', false, 0, ${NOW})`);
  await handle();
  await database.query(sql`INSERT INTO list_looks (account_id, list, looked_at) SELECT a.id, '*', ${NOW} FROM accounts a`);
  await database.query(sql`
    INSERT INTO shortlisted_cases (account_id, case_id, added_at)
    SELECT a.id, c.id, ${NOW}
    FROM (SELECT a.id FROM accounts a WHERE a.username = 'me' OR a.username LIKE 'handler.10%') a
    CROSS JOIN (SELECT c.id FROM cases c WHERE c.case_no LIKE '%300-0') c`);
  await database.query(sql`VACUUM ANALYZE`); // what was updated above is not in the indexes twice
}

/** `ME` handles every leg of `A-07`, leading or helping; hundreds of others handle those of the other agencies. */
async function handle(): Promise<void> {
  await database.query(sql`
    WITH handlers AS (SELECT a.id, row_number() OVER () AS n FROM accounts a WHERE a.username LIKE 'handler.%')
    UPDATE assignments s SET handler_id = h.id
    FROM handlers h
    WHERE h.n = 1 + abs(hashtext(s.id::text)) % 5000 AND s.agency_code <> 'A-07'`);
  await database.query(sql`UPDATE assignments SET handler_id = ${ME} WHERE agency_code = 'A-07'`);
  await database.query(sql`
    UPDATE cases c SET handler_id = s.handler_id FROM assignments s WHERE s.case_id = c.id AND s.role = 'LEAD'`);
}

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.ownerUrl, pool: 2 }).initialize();
  database = new RecordingDatabase(dataSource);
  cases = new CaseReadModel(database, new SetClock(NOW));
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  await fill();
});

afterAll(() => drop());

/** How a page of a list is read, and what is on it. */
async function look(who: Actor, filter: CaseFilter, page: CasePage = PAGE): Promise<{ plan: PlanStep[]; rows: number }> {
  const listed = await cases.list(who, filter, page);
  return { plan: await planOf(database, database.asked.at(-1)!), rows: listed.length };
}

const middle = async (who: Actor, filter: CaseFilter): Promise<CasePage> => {
  const { of } = (await cases.list(who, filter, PAGE)).at(25)!;
  return { ...PAGE, after: { at: of.dueAt, id: of.id } };
};

/** Reads a range of one index in its order, and no table beyond the rows that are shown. */
function readsOnly({ plan, rows }: { plan: PlanStep[]; rows: number }, index: string): void {
  expect(rows).toBeGreaterThan(10);
  expect(plan.map(({ name }) => name)).toContain(index);
  expect(plan.filter(({ kind }) => kind === 'Seq Scan')).toEqual([]);
  expect(plan.filter((step) => step.rows > rows * 4)).toEqual([]);
}

describe('however large the archive is', () => {
  test.each([
    ['the open cases of the whole city', city, OPEN, 'cases_open_by_due'],
    ['the overdue cases of the whole city', city, { overdue: true }, 'cases_open_by_due'],
    ['the open cases of an agency, seen by the city', city, { ...OPEN, agency: 'A-07' }, 'cases_open_by_agency'],
    ['the cases in the inbox of an agency', office, OPEN, 'assignments_open_by_agency'],
    ['the overdue cases of an agency', office, { overdue: true }, 'assignments_open_by_agency'],
    ['the open cases of a district', district, OPEN, 'cases_open_by_due'],
  ])('%s cost one page', async (_, who, filter: CaseFilter, index) => {
    readsOnly(await look(who, filter), index);
  });

  test.each([
    ['of the whole city', city, 'cases_open_by_due'],
    ['of an agency', office, 'assignments_open_by_agency'],
  ])('the next page of the open cases %s costs no more', async (_, who, index) => {
    readsOnly(await look(who, OPEN, { ...(await middle(who, OPEN)), limit: 20 }), index);
  });

  test('the cases in the inbox of a bureau and the bodies below it cost one page of each', async () => {
    for (const page of [PAGE, await middle(bureau, OPEN)]) {
      const { plan, rows } = await look(bureau, OPEN, { ...page, limit: 20 });
      expect(rows).toBe(21);
      expect(plan.map(({ name }) => name)).toContain('assignments_open_by_agency');
      expect(plan.filter(({ kind }) => kind === 'Seq Scan')).toEqual([]);
      expect(Math.max(...plan.map((step) => step.rows))).toBeLessThanOrEqual(rows * 4);
    }
  });

  test('what a bureau and the bodies below it handled before is found by the agencies', async () => {
    await database.query(sql`
      INSERT INTO assignments (id, case_id, agency_code, role, status, assigned_at, ended_at, due_at)
      SELECT gen_random_uuid(), c.id, CASE WHEN c.case_no LIKE '%999-0' THEN 'A-05' ELSE 'C-01' END, 'CO_HANDLER', 'REMOVED', c.opened_at,
        c.opened_at, c.due_at
      FROM cases c`);
    await database.query(sql`ANALYZE assignments`);
    const { plan, rows } = await look(bureau, { access: 'FORMER' }, { ...PAGE, sort: '-createdAt' });
    expect(rows).toBe(20);
    expect(plan.map(({ name }) => name)).toContain('assignments_former_by_agency');
  });

  test.each<[string, CaseFilter, string]>([
    ['all cases', {}, 'cases_by_opened'],
    ['all cases of a category', { category: 'RD-001' }, 'cases_by_opened'],
    ['closed cases', { status: ['CLOSED'] }, 'cases_by_opened'],
    ['open and closed cases', { status: ['DISPATCHED', 'CLOSED'] }, 'cases_by_opened'],
    ['open cases', OPEN, 'cases_open_by_due'],
    ['overdue cases', { overdue: true }, 'cases_open_by_due'],
  ])('a list of %s in its usual order costs one page', async (_, filter, index) => {
    readsOnly(await look(city, filter, { ...PAGE, sort: usualSort(filter) }), index);
  });

  test.each<[string, Actor, CaseFilter, string]>([
    ['a shortlist', city, { shortlist: true }, 'shortlisted_cases_pkey'],
    ['a shortlist of an agency’s', office, { ...OPEN, shortlist: true }, 'shortlisted_cases_pkey'],
    ['what waits for approval', approver, { approval: 'mine' }, 'case_replies_asked'],
    ['what waits for approval in a district', districtApprover, { approval: 'mine' }, 'case_replies_asked'],
  ])('%s costs what is on it', async (_, who, filter, index) => {
    const { plan } = await look(who, filter);
    expect(plan.map(({ name }) => name)).toContain(index);
    expect(plan.filter(({ kind }) => kind === 'Seq Scan')).toEqual([]);
  });

  test.each([
    ['an agency', office],
    ['the whole city', city],
  ])('the open cases of %s of which I handle a leg cost what I handle', async (_, who) => {
    const { plan, rows } = await look(who, { ...OPEN, handler: 'me' }, { ...PAGE, limit: 200 });
    expect(rows).toBe(100);
    expect(plan.map(({ name }) => name)).toContain('assignments_by_handler');
    expect(plan.filter(({ kind }) => kind === 'Seq Scan')).toEqual([]);
    expect(plan.filter((step) => step.rows > rows * 4)).toEqual([]);
  });

  test('all cases of which I handle a leg, or did, are found without reading all there are', async () => {
    const { plan, rows } = await look(city, { handler: 'me' }, { ...PAGE, sort: '-createdAt' });
    expect(rows).toBe(LIMIT + 1);
    expect(plan.filter(({ kind }) => kind === 'Seq Scan')).toEqual([]);
    expect(Math.max(...plan.map((step) => step.rows))).toBeLessThan(4_000);
  });

  test('what is new in an inbox costs one page of it', async () => {
    const { plan } = await look(office, { ...OPEN, newSince: false });
    expect(plan.map(({ name }) => name)).toContain('assignments_open_by_agency');
    expect(plan.filter(({ kind }) => kind === 'Seq Scan')).toEqual([]);
  });

  test('a case by its number costs one row', async () => {
    const [known] = await database.query<{ caseNo: string }>(sql`SELECT c.case_no AS "caseNo" FROM cases c LIMIT 1`);
    for (const who of [city, district, office, bureau]) {
      await cases.look(who, known!.caseNo);
      const plan = await planOf(database, database.asked.at(-1)!);
      expect(plan.map(({ name }) => name)).toContain('cases_no_unique');
      expect(plan.filter(({ kind, name }) => kind === 'Seq Scan' && name !== 'categories')).toEqual([]); // a few hundred rows
      expect(Math.max(...plan.map((step) => step.rows))).toBeLessThan(20);
    }
  });
});

test('my list holds the open cases of which I handle a leg, and every one with the names of those who handle it', async () => {
  const mine = await cases.list(city, { ...OPEN, handler: 'me' }, { ...PAGE, limit: 200 });
  expect(mine.length).toBe(await cases.count(city, { ...OPEN, handler: 'me' }));
  const roles = mine.map(({ of }) => of.assignments.find(({ handlerId }) => handlerId === ME)!.role);
  expect([...new Set(roles)].sort()).toEqual(['CO_HANDLER', 'LEAD']);
  for (const { of, handlers } of mine) {
    expect(Object.keys(handlers).sort()).toEqual(
      liveLegs(of)
        .map(({ handlerId }) => handlerId)
        .sort(),
    );
    expect(handlers[ME]).toBe('承辦人');
  }
});

test('the inbox of a bureau holds what it and each body below it have, each case once, in the order of their due time', async () => {
  const all = await cases.list(bureau, OPEN, { ...PAGE, limit: 200 });
  expect(new Set(all.map(({ of }) => of.id)).size).toBe(all.length);
  expect(all.length).toBe(await cases.count(bureau, OPEN));
  expect(all.map(({ of }) => of.dueAt.getTime())).toEqual([...all].map(({ of }) => of.dueAt.getTime()).sort((a, b) => a - b));
});

test('an inbox holds the cases that the agency leads and those it helps with, each once, in the order of their due time', async () => {
  const all = await cases.list(office, OPEN, { ...PAGE, limit: 200 });
  expect(new Set(all.map(({ of }) => of.id)).size).toBe(all.length);
  expect(all.length).toBe(await cases.count(office, OPEN));
  expect(all.map(({ of }) => of.dueAt.getTime())).toEqual([...all].map(({ of }) => of.dueAt.getTime()).sort((a, b) => a - b));
});
