import type { Actor, Scope } from '../../kernel/actor.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { sql } from '../../platform/database/index.ts';
import { addManyCases, ME, NOW } from '../../../test/support/many-cases.ts';
import { planOf, type PlanStep, RecordingDatabase } from '../../../test/support/plan.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { type CasePage, CaseReadModel, usualSort } from './case.read-model.ts';
import type { CaseFilter } from './case-filter.read-model.ts';
import { liveLegs } from './domain/legs.ts';

const LIMIT = 50;
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

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.ownerUrl, pool: 2 }).initialize();
  database = new RecordingDatabase(dataSource);
  cases = new CaseReadModel(database, new SetClock(NOW));
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  await addManyCases(database);
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
    expect(plan.map(({ name }) => name)).toContain('assignments_by_agency');
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
    const [known] = await database.query<{ caseNo: string }>(sql`
      SELECT c.case_no AS "caseNo" FROM cases c WHERE c.lead_agency_code = 'A-07' ORDER BY c.case_no LIMIT 1`);
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
