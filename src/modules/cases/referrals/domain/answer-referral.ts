import type { CaseCommand } from '../../domain/case-lifecycle.ts';
import type { Assignment, Case } from '../../domain/case.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { ChosenRemedy } from '../../domain/reply-draft.ts';
import { liveLegs } from '../../domain/legs.ts';
import { ReferralOver } from './referral-errors.ts';

/** What an agency outside the city says of its part. */
export interface ReferralAnswer {
  readonly text: string;
  readonly outcome: Outcome;
  /** Name of the agency. */
  readonly outsider: string;
  /** What the city adds on how to appeal. */
  readonly legalRemedy: ChosenRemedy | null;
}

/** The leg of a link while there is something to answer. @throws ReferralOver */
export function openLeg(of: Case, assignmentId: string): Assignment {
  const leg = liveLegs(of).find(({ id }) => id === assignmentId);
  const open = of.status === 'DISPATCHED' || of.status === 'IN_PROGRESS';
  if (!open || leg === undefined || leg.status === 'ANSWERED') throw new ReferralOver();
  return leg;
}

/** The commands that an answer amounts to, in order: nobody outside the city accepts first and replies later. @throws ReferralOver */
export function commandsOf(of: Case, assignmentId: string, answer: ReferralAnswer): CaseCommand[] {
  const leg = openLeg(of, assignmentId);
  const reply: CaseCommand = { type: 'submit-reply', ...answer, attachmentIds: [] };
  const unaccepted = leg.role === 'LEAD' && of.status === 'DISPATCHED';
  return unaccepted ? [{ type: 'accept', handler: null }, reply] : [reply];
}
