import type { Fact } from '../../../kernel/fact.ts';
import { caseFact, type CaseSupplementDropped } from './case-facts.ts';
import type { Case } from './case.ts';
import { type CaseDecision, FINAL_STATUSES } from './command-rule.ts';
import { voided } from './extending.ts';
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
    const without = voided(next, 'CASE_LEFT', at);
    next = without.next;
    facts.push(...without.facts);
  }
  if (supplement?.state === 'OPEN' && next.status !== 'AWAITING_SUPPLEMENT') {
    next = { ...next, supplement: { ...supplement, state: 'DROPPED' } };
    facts.push(caseFact<CaseSupplementDropped>(next, 'case.supplement_dropped', ending(supplement, at)));
  }
  return { next, facts };
}
