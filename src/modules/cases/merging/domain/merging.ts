import { ended } from '../../domain/ending.ts';
import { caseFact, type CaseMerged, type CaseUnmerged } from '../../domain/case-facts.ts';
import type { Assignment, AssignmentStatus, Case, CaseStatus } from '../../domain/case.ts';
import { type CommandRules, WORKING } from '../../domain/command-rule.ts';
import { changeLeg, liveLegs } from '../../domain/legs.ts';

/** The other case, as far as the one that goes or comes back needs to know it. */
export type OtherCase = Pick<Case, 'id' | 'caseNo'>;

/** One case answers for two (併案), until they are taken apart again. Each command says which petitions move. */
export type MergingCommand =
  | { readonly type: 'merge'; readonly into: OtherCase; readonly petitionIds: readonly string[]; readonly reason: string }
  | { readonly type: 'unmerge'; readonly from: OtherCase; readonly petitionIds: readonly string[]; readonly reason: string };

/**
 * A question to the petitioner is dropped, for the other case may answer it. A reply that waits for approval and a promise that is tracked
 * would be lost: first the one is decided about and the other kept.
 */
const MERGEABLE: readonly CaseStatus[] = ['TRIAGE', ...WORKING, 'AWAITING_SUPPLEMENT'];

/** What a case is again when it stands on its own: nobody waits for the answer to a question that was dropped. */
const statusApart = ({ status }: Case): CaseStatus => (status === 'AWAITING_SUPPLEMENT' ? 'IN_PROGRESS' : status);

/** What happens to the case that is merged; what happens to the other one is `decide-merge.ts`. */
export const MERGING: CommandRules<MergingCommand> = {
  merge: {
    from: MERGEABLE,
    to: null,
    orTo: ['MERGED'],
    leadOnly: true,
    decide: (moved, { into, petitionIds, reason }, { at }) => {
      const next: Case = {
        ...ended(changeLegs(moved, waiting), at),
        status: 'MERGED',
        merge: { intoId: into.id, statusBefore: statusApart(moved) },
        mergedInto: into.caseNo,
      };
      const asked = moved.status === 'AWAITING_SUPPLEMENT' ? moved.supplement : null;
      const pausedAt = asked?.pausedAt?.toISOString() ?? null;
      const data = { intoCaseId: into.id, intoCaseNo: into.caseNo, petitionIds, reason, pausedAt };
      return { next, facts: [caseFact<CaseMerged>(next, 'case.merged', data)] };
    },
  },

  unmerge: {
    from: ['MERGED'],
    to: null,
    orTo: ['TRIAGE', ...WORKING],
    leadOnly: true,
    decide: (moved, { from, petitionIds, reason }) => {
      const next: Case = {
        ...changeLegs(moved, resumed),
        status: moved.merge!.statusBefore,
        merge: null,
        mergedInto: null,
        clockState: 'RUNNING',
        closedAt: null,
      };
      const mergedAt = moved.closedAt!.toISOString();
      const data = { fromCaseId: from.id, fromCaseNo: from.caseNo, petitionIds, reason, mergedAt };
      return { next, facts: [caseFact<CaseUnmerged>(next, 'case.unmerged', data)] };
    },
  },
};

const changeLegs = (of: Case, statusOf: (leg: Assignment) => AssignmentStatus): Case =>
  liveLegs(of).reduce((changed, leg) => changeLeg(changed, leg, { status: statusOf(leg) }), of);

/** The agency still sees the case, but has nothing to do about it. */
const waiting = ({ status }: Assignment): AssignmentStatus =>
  status === 'ASSIGNED' || status === 'ACCEPTED' ? 'MERGED' : status;

/** What the agency had done by then. */
function resumed({ status, acceptedAt }: Assignment): AssignmentStatus {
  if (status !== 'MERGED') return status;
  return acceptedAt === null ? 'ASSIGNED' : 'ACCEPTED';
}
