import fc from 'fast-check';
import { sql } from '../../src/platform/database/index.ts';
import { LivingCity, stories } from '../support/living-city.ts';

/** How many stories are lived, and by which seed; without one, another at every run, which is printed when a story fails. */
const RUNS = Number(process.env['STORY_RUNS'] ?? 20);
const SEED = process.env['STORY_SEED'];

let city: LivingCity;

beforeAll(async () => {
  city = await LivingCity.begin('2026-01-05T09:00:00+08:00');
});

afterAll(() => city.app.close());

/** Open cases that have begun and are not what their clocks say, or have none; and those that have ended, and whose clocks have not. */
const astray = (caseNos: readonly string[]): Promise<object[]> =>
  city.app.rows(sql`
    SELECT c.case_no, c.status, c.clock_state AS "stateOfCase", d.state, c.due_at AS "dueAtOfCase", d.due_at
    FROM cases c
    LEFT JOIN deadlines d ON d.case_id = c.id
    WHERE c.case_no = ANY (${caseNos}) AND c.status <> 'AWAITING_CONFIRMATION'
      AND CASE WHEN c.closed_at IS NULL THEN (c.clock_state, c.due_at) IS DISTINCT FROM (d.state, d.due_at) ELSE d.state <> 'STOPPED' END`);

/** Cases that are told to have no clock. */
const withoutClock = async (caseNos: readonly string[]): Promise<object[]> => {
  const { items } = (await (await city.app.as('city')).get('/ops/attention/CASES_WITHOUT_DEADLINE?limit=200')).body;
  return (items as { caseNo: string }[]).filter(({ caseNo }) => caseNos.includes(caseNo));
};

test(
  'whatever happens to its cases and in whatever order, every open case that has begun has a clock, and is due when it says',
  async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const caseNos = await city.live(story);
        expect([await astray(caseNos), await withoutClock(caseNos)]).toEqual([[], []]);
      }),
      // a city that lives on cannot be asked again for a shorter story
      { numRuns: RUNS, endOnFailure: true, ...(SEED !== undefined && { seed: Number(SEED) }) },
    );
    expect(city.given.size).toBeGreaterThan(8); // kinds of commands
  },
  RUNS * 9_000,
);
