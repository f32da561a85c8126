import fc from 'fast-check';
import { whatever } from '../../../../../test/support/case-stories.ts';
import { CaseIsFinal } from '../../domain/case-errors.ts';
import { type Case, hasBegun } from '../../domain/case.ts';
import { type CaseDecision, FINAL_STATUSES } from '../../domain/command-rule.ts';
import { decideJoin } from './decide-join.ts';
import type { Protected } from './decide-merge.ts';
import { MergeIntoUnconfirmed, MergeWouldLose } from './merging-errors.ts';

const protections: fc.Arbitrary<Protected> = fc.record({ safetyHazard: fc.boolean(), confidential: fc.boolean() });

function refusalOf(into: Case, of: Protected): typeof CaseIsFinal | typeof MergeIntoUnconfirmed | typeof MergeWouldLose | null {
  if (FINAL_STATUSES.includes(into.status)) return CaseIsFinal;
  if (!hasBegun(into)) return MergeIntoUnconfirmed;
  const loses = (of.safetyHazard && !into.safetyHazard) || (of.confidential && !into.confidential);
  return loses ? MergeWouldLose : null;
}

/** What becomes of a case, in any state, that a petition joins. */
const joining = (law: (run: () => CaseDecision, into: Case, of: Protected) => void): void =>
  whatever(({ end }) => {
    fc.assert(
      fc.property(protections, protections, (of, own) => {
        const into: Case = { ...end, ...own };
        law(() => decideJoin(into, { ...of, id: 'second', receivedAt: new Date(0) }), into, of);
      }),
      { numRuns: 4 },
    );
  });

test('invariant 8: a petition joins no case that is final or not confirmed yet, a hazard only a hazard, and a secret only a secret', () => {
  joining((run, into, of) => {
    const refusal = refusalOf(into, of);
    if (refusal) expect(run).toThrow(refusal);
    else expect(run().next.petitionCount).toBe(into.petitionCount + 1);
  });
});

test('invariant 1: the first receipt of a case stays, however early the petition was received that joins it', () => {
  joining((run, into, of) => {
    if (refusalOf(into, of) === null) expect(run().next.firstReceivedAt).toEqual(into.firstReceivedAt);
  });
});
