import type { Actor, Scope } from '../../kernel/actor.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { addManyCases, addPetitionsOfMany, ME, NOW } from '../../../test/support/many-cases.ts';
import { planOf, type PlanStep, RecordingDatabase } from '../../../test/support/plan.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { CaseReadModel, usualSort } from './case.read-model.ts';
import type { CaseFilter } from './case-filter.read-model.ts';

const LIMIT = 50;

let database: RecordingDatabase;
let cases: CaseReadModel;
let drop: () => Promise<void>;

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
  await addPetitionsOfMany(database);
});

afterAll(() => drop());

const actor = (scope: Scope): Actor => ({
  ...{ kind: 'STAFF', id: ME, name: '承辦人', username: 'handler', roles: [], permissions: new Map(), scope },
});
const office = actor({ all: false, agencyCodes: ['A-07'], accountId: ME });
const small = actor({ all: false, agencyCodes: ['S-01'], accountId: ME });
const bureau = actor({ all: false, agencyCodes: ['A-05'], belowCodes: ['A-07', 'A-09', 'B-07'], accountId: ME });
const smallBureau = actor({ all: false, agencyCodes: ['S-00'], belowCodes: ['S-01', 'S-02'], accountId: ME });
const village = actor({ all: false, agencyCodes: [], own: true, accountId: ME });

const EVERYTHING: readonly CaseFilter[] = [{}, { status: ['CLOSED'] }, { status: ['DISPATCHED', 'CLOSED'] }, { overdue: false }];

/** How the first page of a list is read in its usual order, and what is on it. */
async function look(who: Actor, filter: CaseFilter): Promise<{ plan: PlanStep[]; rows: number }> {
  const listed = await cases.list(who, filter, { sort: usualSort(filter), after: null, limit: LIMIT });
  return { plan: await planOf(database, database.asked.at(-1)!), rows: listed.length };
}

async function counted(who: Actor, filter: CaseFilter): Promise<{ plan: PlanStep[]; rows: number }> {
  const rows = await cases.count(who, filter);
  return { plan: await planOf(database, database.asked.at(-1)!), rows };
}

const namesIn = (plan: readonly PlanStep[]): string[] => plan.map(({ name }) => name);
const scanned = (plan: readonly PlanStep[]): string[] => namesIn(plan.filter(({ kind }) => kind === 'Seq Scan'));
const most = (plan: readonly PlanStep[]): number => Math.max(...plan.map((step) => step.rows));

describe.each(EVERYTHING.map((filter) => [JSON.stringify(filter), filter] as const))(
  'of open and closed cases, by %s,',
  (_, filter) => {
    test.each([
      ['an agency', small],
      ['a bureau and the bodies below it', smallBureau],
    ])('those of %s that has few cost what it has, and to count them too', async (__, who) => {
      for (const { plan, rows } of [await look(who, filter), await counted(who, filter)]) {
        expect(rows).toBeGreaterThan(LIMIT);
        expect([namesIn(plan).includes('assignments_by_agency'), scanned(plan)]).toEqual([true, []]);
        expect(most(plan)).toBeLessThanOrEqual(160 * 3); // of 20,000 cases and 40,000 legs
      }
    });

    test.each([
      ['an agency', office],
      ['a bureau and the bodies below it', bureau],
    ])('a page of those of %s that has many is found among the newest of the city', async (__, who) => {
      const { plan, rows } = await look(who, filter);
      expect([rows, scanned(plan)]).toEqual([LIMIT + 1, []]);
      expect(most(plan)).toBeLessThan(4_000);
    });

    test.each([
      ['an agency', office],
      ['a bureau and the bodies below it', bureau],
    ])('those of %s that has many are counted by its own legs', async (__, who) => {
      const { plan } = await counted(who, filter);
      expect(namesIn(plan)).toContain('assignments_by_agency');
      expect(scanned(plan)).not.toContain('assignments');
    });

    test('those that the head of a village sent in cost what they sent in, and to count them too', async () => {
      for (const { plan, rows } of [await look(village, filter), await counted(village, filter)]) {
        expect(rows).toBeGreaterThan(LIMIT);
        expect([namesIn(plan).includes('petitions_by_village_head'), scanned(plan)]).toEqual([true, []]);
        expect(most(plan)).toBeLessThanOrEqual(80 * 3);
      }
    });
  },
);

test('a bureau counts what it and the bodies below it have, each case once', async () => {
  const [own, below] = [await cases.count(actor({ all: false, agencyCodes: ['A-05'] }), {}), await cases.count(office, {})];
  expect(await cases.count(actor({ all: false, agencyCodes: ['A-05'], belowCodes: ['A-07'] }), {})).toBe(own + below);
});
