import { caseFact, type CaseSupplementDropped, type CoHandlersDone, type ParentCleared } from './case-facts.ts';
import type { Case } from './case.ts';
import { type CaseDecision, FINAL_STATUSES } from './command-rule.ts';
import { voided } from './extending.ts';
import { liveLegs, unanswered } from './legs.ts';
import { ending } from './supplementing.ts';

const ALONE = '母案已結案，本案單獨續辦。(The parent case is closed; this case goes on by itself.)';

/**
 * What a command leaves open besides what it is about: nobody decides any more on the extension of a case that has ended or gone to
 * another agency, nobody waits for the answer when the case goes on without it, and no parent that has ended has a child that has not.
 */
export const tied = (before: Case, decision: CaseDecision, at: Date): CaseDecision =>
  [withoutRequest, withoutQuestion, withoutParent].reduce(({ next, facts }, tie) => {
    const after = tie(before, next, at);
    return { next: after.next, facts: [...facts, ...after.facts] };
  }, decision);

function withoutRequest(before: Case, next: Case, at: Date): CaseDecision {
  const hasLeft = FINAL_STATUSES.includes(next.status) || next.leadAgencyCode !== before.leadAgencyCode;
  return next.extensionRequest?.state === 'OPEN' && hasLeft ? voided(next, 'CASE_LEFT', at) : { next, facts: [] };
}

function withoutQuestion(_: Case, of: Case, at: Date): CaseDecision {
  const { supplement } = of;
  if (supplement?.state !== 'OPEN' || of.status === 'AWAITING_SUPPLEMENT') return { next: of, facts: [] };
  const next: Case = { ...of, supplement: { ...supplement, state: 'DROPPED' } };
  return { next, facts: [caseFact<CaseSupplementDropped>(next, 'case.supplement_dropped', ending(supplement, at))] };
}

function withoutParent(_: Case, of: Case): CaseDecision {
  const { parent } = of;
  if (parent === null || parent.open || FINAL_STATUSES.includes(of.status)) return { next: of, facts: [] };
  const next = { ...of, parent: null };
  const data = { parentCaseNo: parent.caseNo, reason: ALONE };
  return { next, facts: [caseFact<ParentCleared>(next, 'case.parent_cleared', data)] };
}

/** What a helper does to its leg, with the fact that the leading agency has all the answers that it waited for when it has them by that. */
export function helped(before: Case, { next, facts }: CaseDecision): CaseDecision {
  const answered = liveLegs(next).filter(({ role, status }) => role === 'CO_HANDLER' && status === 'ANSWERED');
  if (unanswered(before).length === 0 || unanswered(next).length > 0 || answered.length === 0) return { next, facts };
  const agencyCodes = answered.map(({ agencyCode }) => agencyCode);
  return { next, facts: [...facts, caseFact<CoHandlersDone>(next, 'case.co_handlers_done', { agencyCodes })] };
}
