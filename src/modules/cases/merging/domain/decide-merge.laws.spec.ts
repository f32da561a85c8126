import fc from 'fast-check';
import { circumstances, isError, whatever } from '../../../../../test/support/case-stories.ts';
import type { Scope } from '../../../../kernel/actor.ts';
import { CaseIsFinal, IllegalCommand, NotLeadAgency } from '../../domain/case-errors.ts';
import { type Case, hasBegun } from '../../domain/case.ts';
import { FINAL_STATUSES } from '../../domain/command-rule.ts';
import { liveLegs } from '../../domain/legs.ts';
import { activeRecusals, isRecused } from '../../domain/recusal-check.ts';
import { decideMerge, decideUnmerge, type MergeDecision } from './decide-merge.ts';
import { MergeIntoItself, MergeIntoUnconfirmed, MergeMeetsRecused, MergeWouldLose, SurvivorIsFinal } from './merging-errors.ts';

const MOVE = { petitionIds: ['p'], reason: 'r' };
const EVERYBODY: Scope = { all: true };
const around = circumstances();

const merge = (of: Case, into: Case, scope: Scope = EVERYBODY): MergeDecision => decideMerge(of, into, MOVE, scope, around());
const unmerge = (of: Case, survivor: Case, scope: Scope = EVERYBODY): MergeDecision =>
  decideUnmerge(of, survivor, MOVE, scope, around());

/** Every state that a case can be in, and what it is as another case. */
const everyState = (law: (of: Case, other: Case) => void): void => {
  whatever(({ moments, end }) => {
    for (const of of [end, ...moments.flatMap(({ after }) => (isError(after) ? [] : [after]))])
      law(of, {
        ...of,
        id: 'survivor',
        caseNo: 'C26-000003-5',
        recusals: of.recusals.map((each) => ({ ...each, id: `${each.id}-too` })),
      });
  });
};

const mergeable = ({ status }: Case): boolean => ['TRIAGE', 'DISPATCHED', 'IN_PROGRESS'].includes(status);

test('invariant 8: a case is merged from any state in which somebody works on it, and unmerging gives back what was there', () => {
  everyState((of, into) => {
    if (!mergeable(of)) {
      expect(() => merge(of, into)).toThrow(IllegalCommand);
      return;
    }
    const { merged, survivor } = merge(of, into);
    expect(merged.next).toMatchObject({ status: 'MERGED', clockState: 'STOPPED', mergedInto: into.caseNo, reply: null });
    const both = [...into.recusals, ...activeRecusals(of)];
    const petitionCount = into.petitionCount + of.petitionCount;
    expect(survivor.next).toEqual({ ...into, version: into.version + 1, petitionCount, recusals: both });
    const apart = unmerge(merged.next, survivor.next);
    const { version, overdueSince, extensionRequest, ...back } = apart.merged.next;
    const { version: before, overdueSince: late, extensionRequest: request, ...was } = of;
    expect(back).toEqual(was);
    expect(version).toBe(before + 2);
    expect(extensionRequest?.state).toBe(request?.state === 'OPEN' ? 'VOID' : request?.state); // is asked for anew
    if (late !== null) expect(overdueSince).toEqual(late);
    expect(apart.survivor.next).toEqual({ ...into, version: into.version + 2 });
  });
});

test('invariant 1: merging and unmerging leave the first receipt of both cases alone', () => {
  everyState((of, other) => {
    if (!mergeable(of)) return;
    const into = { ...other, firstReceivedAt: new Date(0) };
    const { merged, survivor } = merge(of, into);
    const apart = unmerge(merged.next, survivor.next);
    for (const { next } of [merged, apart.merged]) expect(next.firstReceivedAt).toEqual(of.firstReceivedAt);
    for (const { next } of [survivor, apart.survivor]) expect(next.firstReceivedAt).toEqual(new Date(0));
  });
});

test('invariant 8: no case takes another in that is itself, final, merged or not yet confirmed', () => {
  everyState((into, other) => {
    const of: Case = { ...other, status: 'TRIAGE', merge: null, mergedInto: null };
    if (FINAL_STATUSES.includes(into.status)) expect(() => merge(of, into)).toThrow(CaseIsFinal);
    else if (!hasBegun(into)) expect(() => merge(of, into)).toThrow(MergeIntoUnconfirmed);
    else expect(merge(of, into).survivor.next.status).toBe(into.status);
    expect(() => merge(into, into)).toThrow(MergeIntoItself);
  });
});

test('a hazard is merged into a hazard only, and a confidential case into a confidential one', () => {
  const facts = fc.record({ safetyHazard: fc.boolean(), confidential: fc.boolean() });
  everyState((state, other) => {
    if (!mergeable(state)) return;
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        const run = (): MergeDecision => merge({ ...state, ...a }, { ...other, ...b });
        if ((a.safetyHazard && !b.safetyHazard) || (a.confidential && !b.confidential)) expect(run).toThrow(MergeWouldLose);
        else expect(run().survivor.next).toMatchObject(b);
      }),
      { numRuns: 4 },
    );
  });
});

test('invariant 14: nobody works on a case, or answers it, who is recused from one that it answers for', () => {
  everyState((into, other) => {
    if (FINAL_STATUSES.includes(into.status) || !hasBegun(into)) return;
    for (const named of [
      { agencyCode: 'A', accountId: null },
      { agencyCode: null, accountId: 'h1' },
      { agencyCode: null, accountId: 'p1' },
    ]) {
      const recusal = { id: 'named', ...named, reason: 'r', at: new Date(0), liftedAt: null };
      const of: Case = { ...other, status: 'TRIAGE', assignments: [], draft: null, recusals: [recusal] };
      const works = liveLegs(into).some(
        (leg) => leg.agencyCode === named.agencyCode || (leg.handlerId === named.accountId && named.accountId !== null),
      );
      const signed =
        into.status === 'PENDING_APPROVAL' && JSON.stringify(into.draft).includes(`"${named.agencyCode ?? named.accountId}"`);
      if (works || signed) {
        expect(() => merge(of, into)).toThrow(MergeMeetsRecused);
        continue;
      }
      const { merged, survivor } = merge(of, into);
      expect(isRecused(survivor.next, named)).toBe(true);
      expect(unmerge(merged.next, survivor.next).survivor.next.recusals).toEqual(into.recusals);
    }
  });
});

test('an agency merges and unmerges only what it leads on both sides', () => {
  everyState((of, other) => {
    if (!mergeable(of) || of.leadAgencyCode === null) return;
    const own: Scope = { all: false, agencyCodes: [of.leadAgencyCode] };
    const legs = (agencyCode: string): Case['assignments'] => [
      { ...of.assignments[0]!, role: 'LEAD', endedAt: null, agencyCode },
    ];
    const theirs: Case = { ...other, leadAgencyCode: 'Z', assignments: legs('Z') };
    expect(merge(of, { ...other, assignments: legs(of.leadAgencyCode) }, own).merged.next.status).toBe('MERGED');
    expect(() => merge(of, theirs, own)).toThrow(NotLeadAgency);
    const { merged, survivor } = merge(of, theirs);
    expect(() => unmerge(merged.next, survivor.next, own)).toThrow(NotLeadAgency);
  });
});

test('a case is not taken out of one that has been closed for both', () => {
  everyState((of, other) => {
    if (!mergeable(of)) return;
    const { merged, survivor } = merge(of, { ...other, status: 'IN_PROGRESS' });
    for (const status of FINAL_STATUSES)
      expect(() => unmerge(merged.next, { ...survivor.next, status })).toThrow(SurvivorIsFinal);
  });
});
