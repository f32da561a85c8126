import { caseFact, type CaseJoined } from '../../domain/case-facts.ts';
import type { Case } from '../../domain/case.ts';
import type { CaseDecision } from '../../domain/command-rule.ts';
import { checkTakesIn, type Protected } from './decide-merge.ts';

/** A petition about something that is being worked on already, with what would protect a case of its own. */
export interface JoiningPetition extends Protected {
  readonly id: string;
  readonly receivedAt: Date;
}

/**
 * Lets a case answer one petition more, which has no case of its own: whatever is refused to a case that would be merged is refused here.
 *
 * @throws CaseIsFinal, MergeIntoUnconfirmed, MergeWouldLose
 */
export function decideJoin(into: Case, petition: JoiningPetition): CaseDecision {
  checkTakesIn(into, petition);
  const next: Case = { ...into, version: into.version + 1, petitionCount: into.petitionCount + 1 };
  const data = { petitionId: petition.id, receivedAt: petition.receivedAt.toISOString() };
  return { next, facts: [caseFact<CaseJoined>(next, 'case.joined', data)] };
}
