import type { Fact } from '../../../kernel/fact.ts';
import { CoHandlersOpen } from './case-errors.ts';
import { type ApprovalRequested, type CaseClosed, caseFact } from './case-facts.ts';
import type { Case } from './case.ts';
import type { Outcome } from './outcome.ts';
import type { CaseDecision, CommandCircumstances } from './command-rule.ts';
import { checkChildren, ended } from './ending.ts';
import { changeLeg, leadingLeg, unanswered } from './legs.ts';
import { type Approver, type ChosenRemedy, fullReply, type ReplyDraft } from './reply-draft.ts';
import { LegalRemedyMissing } from './reply-errors.ts';

/** What a case is closed with. */
export interface Answer {
  readonly outcome: Outcome;
  readonly text: string;
  readonly legalRemedy: ChosenRemedy | null;
}

/**
 * Whether a case can be answered at all, now or after an approval.
 * @throws CoHandlersOpen, ChildrenOpen, LegalRemedyMissing
 */
export function checkAnswer(of: Case, { legalRemedy }: Answer, { rules, by }: CommandCircumstances): void {
  checkChildren(of);
  const waiting = unanswered(of);
  if (waiting.length > 0) throw new CoHandlersOpen(waiting.map((leg) => leg.agencyCode));
  if (legalRemedy === null && by.signature !== null && rules.demandsRemedy(of)) throw new LegalRemedyMissing();
}

/** @throws CoHandlersOpen, ChildrenOpen, LegalRemedyMissing */
export function close(moved: Case, answer: Answer, circumstances: CommandCircumstances): CaseDecision {
  checkAnswer(moved, answer, circumstances);
  const { at } = circumstances;
  const { outcome } = answer;
  const [closing, reply] = [moved.closings + 1, fullReply(answer.text, answer.legalRemedy)];
  const answered = changeLeg(moved, leadingLeg(moved), { status: 'ANSWERED', answeredAt: at });
  const next: Case = { ...ended(answered, at), status: 'CLOSED', outcome, reply, closings: closing };
  return { next, facts: [caseFact<CaseClosed>(next, 'case.closed', { outcome, reply, closing })] };
}

/** The fact that asks an office for its approval. */
export const requested = (of: Case, draft: ReplyDraft, { role, agencyCode }: Approver): Fact =>
  caseFact<ApprovalRequested>(of, 'case.approval_requested', { level: draft.decisions.length + 1, role, agencyCode });
