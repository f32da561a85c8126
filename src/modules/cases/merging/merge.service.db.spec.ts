import { newCaseRepository } from '../../../../test/support/case-repository.ts';
import fc from 'fast-check';
import { caseCircumstances } from '../../../../test/support/case-circumstances.ts';
import { addCase, addLeg, addPetition } from '../../../../test/support/case-rows.ts';
import { SetClock } from '../../../../test/support/set-clock.ts';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.ts';
import type { Actor } from '../../../kernel/actor.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { referenceNumber } from '../../../kernel/reference-number.ts';
import { createDataSource } from '../../../platform/database/data-source.ts';
import { Database, sql } from '../../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../../platform/facts/index.ts';
import { CaseRepository } from '../case.repository.ts';
import type { Call } from '../domain/call.ts';
import type { Case } from '../domain/case.ts';
import { MergeRepository } from './merge.repository.ts';
import { Merges } from './merge.service.ts';

const NOW = new Date('2026-11-20T02:00:00.000Z');
const DISPATCHER: Actor = {
  kind: 'STAFF',
  id: '00000000-0000-4000-8000-000000000000',
  name: '分派人員',
  username: 'dispatcher',
  roles: [],
  permissions: new Map(),
  scope: { all: true },
};
const CASES = 5;

let copy: TestDatabase;
let database: Database;
let cases: CaseRepository;
let merges: Merges;
let numbers = 0;

beforeAll(async () => {
  copy = await createTestDatabase();
  database = new Database(await createDataSource({ url: copy.url, pool: 8 }).initialize());
  cases = newCaseRepository();
  const clock = new SetClock(NOW);
  const facts = new Facts(clock, new RelaySignal());
  merges = new Merges(database, cases, new MergeRepository(), facts, caseCircumstances(database, clock));
});

afterAll(async () => {
  await database.onApplicationShutdown();
  await copy.drop();
});

const call = (caseNo: string): Call => ({ actor: DISPATCHER, caseNo, expectedVersion: null });
const read = async (caseNo: string): Promise<Case> => (await cases.find(database, caseNo, { all: true }))!;

/** A case with so many petitions, under a number that can be typed. */
async function begin(petitions: number): Promise<string> {
  const filed = await Promise.all(Array.from({ length: petitions }, () => addPetition(database)));
  const { id } = await addCase(database, filed, { leadAgencyCode: 'A' });
  await addLeg(database, id, { agencyCode: 'A', role: 'LEAD', assignedAt: NOW });
  const caseNo = referenceNumber('C', 2026, (numbers += 1));
  await database.query(sql`UPDATE cases SET case_no = ${caseNo} WHERE id = ${id}`);
  return caseNo;
}

interface Filed {
  readonly petitionId: string;
  readonly answeredBy: string;
  readonly filedWith: string;
}

/** Every petition of some cases: which case answers it, and with which it was filed. */
const petitionsOf = (caseNos: readonly string[]): Promise<Filed[]> =>
  database.query<Filed>(sql`
    SELECT l.petition_id AS "petitionId", c.case_no AS "answeredBy", coalesce(o.case_no, c.case_no) AS "filedWith"
    FROM case_petitions l
    JOIN cases c ON c.id = l.case_id
    LEFT JOIN cases o ON o.id = l.came_from_case_id
    WHERE c.case_no = ANY(${caseNos})
    ORDER BY l.petition_id`);

type Step =
  { readonly do: 'merge'; readonly of: number; readonly into: number } | { readonly do: 'unmerge'; readonly of: number };
const which = fc.nat({ max: CASES - 1 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('merge' as const), of: which, into: which }),
    fc.record({ do: fc.constant('unmerge' as const), of: which }),
  ),
  { minLength: 1, maxLength: 12 },
);

/** Does it or is refused, and then nothing may have changed. @returns whether it was done */
async function take(step: Step, caseNos: readonly string[]): Promise<boolean> {
  const of = caseNos[step.of]!;
  try {
    await (step.do === 'merge' ? merges.merge(call(of), caseNos[step.into]!, 'r') : merges.unmerge(call(of), 'r'));
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

test('invariants 1 and 8: merging and unmerging in any order loses no petition, makes no circle and never moves a first receipt', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const caseNos = await Promise.all(Array.from({ length: CASES }, (_, i) => begin(i % 3)));
      const filed = await petitionsOf(caseNos);
      const beginnings = new Map(await Promise.all(caseNos.map(async (no) => [no, await read(no)] as const)));
      for (const step of story) {
        const before = await Promise.all(caseNos.map(read));
        const done = await take(step, caseNos);
        const after = await Promise.all(caseNos.map(read));
        if (!done) expect(after).toEqual(before);
        const now = await petitionsOf(caseNos);
        expect(now.map(({ petitionId, filedWith }) => [petitionId, filedWith])).toEqual(
          filed.map(({ petitionId, filedWith }) => [petitionId, filedWith]),
        );
        for (const { answeredBy, filedWith } of now)
          expect(answeredBy).toBe(after.find(({ caseNo }) => caseNo === filedWith)!.mergedInto ?? filedWith);
        for (const of of after) {
          expect(of.firstReceivedAt).toEqual(beginnings.get(of.caseNo)!.firstReceivedAt);
          expect(of.mergedInto === null).toBe(of.status !== 'MERGED');
          if (of.mergedInto !== null) expect(after.find(({ caseNo }) => caseNo === of.mergedInto)!.status).not.toBe('MERGED');
          else expect(of.petitionCount).toBe(now.filter(({ answeredBy }) => answeredBy === of.caseNo).length);
        }
      }
    }),
    { numRuns: 30 },
  );
}, 120_000);

test('when everything has been taken apart, every case is as it was but for its version', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const caseNos = await Promise.all(Array.from({ length: CASES }, (_, i) => begin(1 + (i % 2))));
      const beginnings = await Promise.all(caseNos.map(read));
      const filed = await petitionsOf(caseNos);
      for (const step of story) await take(step, caseNos);
      for (const caseNo of caseNos) if ((await read(caseNo)).status === 'MERGED') await merges.unmerge(call(caseNo), 'r');
      const ends = await Promise.all(caseNos.map(read));
      expect(ends.map(({ version: _, ...rest }) => rest)).toEqual(beginnings.map(({ version: _, ...rest }) => rest));
      expect(await petitionsOf(caseNos)).toEqual(filed);
    }),
    { numRuns: 20 },
  );
}, 120_000);

test('two who merge two cases into each other at once: one is done, and nobody waits for ever', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [a, b] = [await begin(1), await begin(2)];
    const done = await Promise.all([
      take({ do: 'merge', of: 0, into: 1 }, [a, b]),
      take({ do: 'merge', of: 1, into: 0 }, [a, b]),
    ]);
    expect(done.filter(Boolean)).toHaveLength(1);
    const survivors = (await Promise.all([a, b].map(read))).filter(({ status }) => status !== 'MERGED');
    expect(survivors.map(({ petitionCount }) => petitionCount)).toEqual([3]);
  }
});

test('many who merge and unmerge one chain at once leave every petition with the case that answers it', async () => {
  const caseNos = await Promise.all(Array.from({ length: CASES }, () => begin(1)));
  const wild: Step[] = Array.from({ length: 30 }, (_, i) =>
    i % 3 === 2 ? { do: 'unmerge', of: i % CASES } : { do: 'merge', of: i % CASES, into: (i * 7 + 1) % CASES },
  );
  await Promise.all(wild.map((step) => take(step, caseNos)));
  const now = await petitionsOf(caseNos);
  expect(now).toHaveLength(CASES);
  for (const { answeredBy, filedWith } of now) expect(answeredBy).toBe((await read(filedWith)).mergedInto ?? filedWith);
});
