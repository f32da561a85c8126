import { BadEarlierCase, NeverDropped, NewFactNotChecked, SeveralPetitioners } from './ending-errors.ts';
import { ChildrenOpen } from './case-errors.ts';
import { caseFact, type CaseUnactioned, type CaseWithdrawn } from './case-facts.ts';
import type { Case, NoActionGround } from './case.ts';
import { type CaseDecision, type CommandRules, WORKING } from './command-rule.ts';
import { waive } from './handling.ts';
import { changeLeg, leadOf, unanswered } from './legs.ts';

/** An earlier case that is said to have answered the same matter already. */
export interface EarlierCase {
  readonly caseNo: string;
  /** Closed with a clear reply: an outcome of its own, not merely sent on to somebody else. */
  readonly answered: boolean;
  /** A petitioner of the one can be reached where a petitioner of the other can, and neither petitioned in confidence. */
  readonly samePerson: boolean;
}

/** How a case ends without a reply to its matter. */
export type EndingCommand =
  | {
      readonly type: 'no-action';
      readonly ground: NoActionGround;
      readonly earlier: EarlierCase | null;
      readonly note: string;
    }
  | { readonly type: 'withdraw'; readonly reason: string };

/** @throws BadEarlierCase, NeverDropped, NewFactNotChecked, SeveralPetitioners, ChildrenOpen */
export const ENDING: CommandRules<EndingCommand> = {
  'no-action': {
    from: ['AWAITING_CONFIRMATION', 'TRIAGE', ...WORKING],
    to: 'NO_ACTION',
    leadOnly: true,
    decide: (moved, { ground, earlier, note }, { at }) => {
      if (ground === 'CLEARLY_ANSWERED') checkRepeated(moved); // first: what is worked on in any case tells nothing of who petitioned
      checkGround(ground, earlier);
      const earlierCaseNo = earlier?.caseNo ?? null;
      const settled = settle(moved, note, at);
      const closing = moved.closings + 1;
      const next = { ...ended(settled.next, at), closings: closing, noActionGround: ground, earlierCaseNo };
      const unactioned = caseFact<CaseUnactioned>(next, 'case.unactioned', { ground, earlierCaseNo, note, closing });
      return { next, facts: [unactioned, ...settled.facts] };
    },
  },

  withdraw: {
    from: ['AWAITING_CONFIRMATION', 'TRIAGE', ...WORKING, 'AWAITING_SUPPLEMENT', 'PENDING_APPROVAL'],
    to: 'WITHDRAWN',
    leadOnly: true,
    decide: (moved, { reason }, { at }) => {
      if (moved.petitionCount > 1) throw new SeveralPetitioners();
      const settled = settle(moved, reason, at);
      const next = ended(settled.next, at);
      const withdrawn = caseFact<CaseWithdrawn>(next, 'case.withdrawn', { reason, agencyCode: next.leadAgencyCode });
      return { next, facts: [withdrawn, ...settled.facts] };
    },
  },
};

/** Only what one person repeats may be left, after somebody has looked. @throws NeverDropped, NewFactNotChecked, SeveralPetitioners */
function checkRepeated({ safetyHazard, newFact, petitionCount }: Case): void {
  if (safetyHazard || newFact === true) throw new NeverDropped();
  if (newFact === null) throw new NewFactNotChecked();
  if (petitionCount > 1) throw new SeveralPetitioners();
}

/** Exactly one ground; the second stands on an earlier clear reply to the same person (行政程序法 §173). */
function checkGround(ground: NoActionGround, earlier: EarlierCase | null): void {
  if (ground !== 'CLEARLY_ANSWERED') {
    if (earlier !== null) throw new BadEarlierCase('NOT_ASKED');
    return;
  }
  if (earlier === null) throw new BadEarlierCase('MISSING');
  if (!earlier.answered) throw new BadEarlierCase('NOT_ANSWERED');
  if (!earlier.samePerson) throw new BadEarlierCase('OTHER_PERSON');
}

/** @throws ChildrenOpen */
export function checkChildren({ children }: Pick<Case, 'children'>): void {
  const open = children.filter((child) => child.open).map(({ caseNo }) => caseNo);
  if (open.length > 0) throw new ChildrenOpen(open);
}

/** The case with its clock stopped. @throws ChildrenOpen */
export function ended(of: Case, at: Date): Case {
  checkChildren(of);
  return { ...of, closedAt: at, ...lateUntil(of, at), clockState: 'STOPPED' };
}

/** Since when a case is overdue whose clock ends now: what was late by then stays late, and what stood still was not. */
export function lateUntil({ clockState, dueAt, overdueSince }: Case, at: Date): Pick<Case, 'overdueSince'> {
  const late = clockState === 'RUNNING' && at > dueAt;
  return { overdueSince: overdueSince ?? (late ? dueAt : null) };
}

/** Nobody is asked for anything any more: the leading agency is done, helpers who have not answered are let go. */
function settle(of: Case, reason: string, at: Date): CaseDecision {
  const { next, facts } = waive(of, unanswered(of), reason, at);
  const lead = leadOf(next);
  return { next: lead === null ? next : changeLeg(next, lead, { status: 'ANSWERED', answeredAt: at }), facts };
}
