import type { Fact } from '../../../kernel/fact.ts';
import { CoHandlersOpen } from './case-errors.ts';
import { type ApprovalRequested, type CaseClosed, caseFact } from './case-facts.ts';
import type { Case } from './case.ts';
import type { Outcome } from './outcome.ts';
import type { CaseDecision, CommandCircumstances, CommandGiver } from './command-rule.ts';
import { checkChildren, ended } from './ending.ts';
import { changeLeg, leadingLeg, unanswered } from './legs.ts';
import { isRecused } from './recusal-check.ts';
import {
  type Approver,
  type ChosenRemedy,
  fullReply,
  holds,
  type ReplyDraft,
  sharePerson,
  type Signature,
} from './reply-draft.ts';
import { ApprovalRequired, LegalRemedyMissing, OwnReply, SameApprover } from './reply-errors.ts';
import type { ReplyRules } from './reply-rules.ts';

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
export function checkAnswer(of: Case, { legalRemedy }: Answer, { rules }: CommandCircumstances): void {
  checkChildren(of);
  const waiting = unanswered(of);
  if (waiting.length > 0) throw new CoHandlersOpen(waiting.map((leg) => leg.agencyCode));
  if (legalRemedy === null && rules.demandsRemedy(of)) throw new LegalRemedyMissing();
}

/** The reply of a case that waits for approval. */
const waitingDraft = ({ draft }: Case): ReplyDraft | null => (draft?.state === 'PENDING' ? draft : null);

/**
 * Whose approval a reply to a case needs, in their order: as it was asked for the one that waits, else as the rules say. Of what a program
 * wrote, the head of the agency approves where nobody else would: no case is closed without a person.
 */
export const approversOf = (of: Case, rules: ReplyRules, { isMachine }: Pick<CommandGiver, 'isMachine'>): readonly Approver[] =>
  waitingDraft(of)?.approvers ?? rules.approversOf(of, isMachine ? 1 : 0).map((asked) => unlessRecused(of, asked));

/** The city's supervisors decide in the place of an agency that is recused. */
const unlessRecused = (of: Case, asked: Approver): Approver =>
  isRecused(of, { agencyCode: asked.agencyCode }) ? { role: 'CITY_SUPERVISOR', agencyCode: null } : asked;

/**
 * Whether somebody may close a case in words of their own. Where replies are approved it is the office that approves last; but nobody
 * goes past the approval of a reply that they handed in or have decided about, and a deputy in that office, who might handle the case
 * too, hands a reply of their own in like anybody.
 *
 * @throws ApprovalRequired, OwnReply, SameApprover
 */
export function checkCloser(of: Case, { by, rules }: CommandCircumstances): void {
  const { signature, offices } = by;
  const approvers = approversOf(of, rules, by);
  const last = approvers.at(-1);
  if (last === undefined) return;
  if (signature === null || !holds(offices, last)) throw new ApprovalRequired(approvers);
  const draft = waitingDraft(of);
  if (draft !== null) checkHands(draft, signature);
  else if (signature.onBehalfOf !== null) throw new ApprovalRequired(approvers);
}

/** Nobody decides about a reply of their own, nor twice about the same. @throws OwnReply, SameApprover */
export function checkHands({ submittedBy, decisions }: ReplyDraft, signature: Signature): void {
  if (sharePerson(signature, submittedBy)) throw new OwnReply();
  if (decisions.some((earlier) => sharePerson(signature, earlier.by))) throw new SameApprover();
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
