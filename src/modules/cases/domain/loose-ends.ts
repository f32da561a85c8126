import type { Fact } from '../../../kernel/fact.ts';
import { caseFact, type CaseExtensionVoided, type CaseSupplementDropped, type CoHandlersDone } from './case-facts.ts';
import type { Case } from './case.ts';
import { type CaseDecision, FINAL_STATUSES } from './command-rule.ts';
import { liveLegs, unanswered } from './legs.ts';
import { ending } from './supplementing.ts';

/**
 * What a command leaves open besides what it is about: nobody decides any more on the extension of a case that has ended or gone to
 * another agency, and nobody waits for the answer when the case goes on without it.
 */
export function tied(before: Case, decision: CaseDecision, at: Date): CaseDecision {
  let { next } = decision;
  const facts: Fact[] = [...decision.facts];
  const { extensionRequest: request, supplement } = next;
  const hasLeft = FINAL_STATUSES.includes(next.status) || next.leadAgencyCode !== before.leadAgencyCode;
  if (request?.state === 'OPEN' && hasLeft) {
    next = { ...next, extensionRequest: { ...request, state: 'VOID', decidedAt: at } };
    facts.push(caseFact<CaseExtensionVoided>(next, 'case.extension_voided', { requestId: request.id }));
  }
  if (supplement?.state === 'OPEN' && next.status !== 'AWAITING_SUPPLEMENT') {
    next = { ...next, supplement: { ...supplement, state: 'DROPPED' } };
    facts.push(caseFact<CaseSupplementDropped>(next, 'case.supplement_dropped', ending(supplement, at)));
  }
  return { next, facts };
}

/** What a helper does to its leg, with the fact that the leading agency has all the answers that it waited for when it has them by that. */
export function helped(before: Case, { next, facts }: CaseDecision): CaseDecision {
  const answered = liveLegs(next).filter(({ role, status }) => role === 'CO_HANDLER' && status === 'ANSWERED');
  if (unanswered(before).length === 0 || unanswered(next).length > 0 || answered.length === 0) return { next, facts };
  const agencyCodes = answered.map(({ agencyCode }) => agencyCode);
  return { next, facts: [...facts, caseFact<CoHandlersDone>(next, 'case.co_handlers_done', { agencyCodes })] };
}
