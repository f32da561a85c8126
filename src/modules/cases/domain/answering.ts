import { type CaseReopened, caseFact, type CaseReplySubmitted, type CoHandlerAnswered } from './case-facts.ts';
import type { Case, ReopenReason } from './case.ts';
import type { Outcome } from './outcome.ts';
import { approversOf, checkAnswer, checkCloser, close, requested } from './closing.ts';
import type { CaseDecision, CommandCircumstances, CommandRules } from './command-rule.ts';
import { OPEN_AGAIN } from './open-again.ts';
import { ReopenTooLate } from './ending-errors.ts';
import { changeLeg, leadOf } from './legs.ts';
import { ANSWERABLE, type Approver, type ChosenRemedy, type ReplyDraft, type StatusBefore } from './reply-draft.ts';

interface SubmitReply {
  readonly type: 'submit-reply';
  readonly text: string;
  readonly outcome: Outcome;
  readonly attachmentIds: readonly string[];
  readonly legalRemedy?: ChosenRemedy | null;
  readonly templateCode?: string | null;
  /** Name of the agency outside the city that answers by its link. */
  readonly outsider?: string;
}

/** How a case comes to its reply, and back. */
export type AnsweringCommand =
  | SubmitReply
  | {
      readonly type: 'close';
      readonly outcome: Outcome;
      readonly reply: string;
      readonly legalRemedy?: ChosenRemedy | null;
      readonly attachmentIds?: readonly string[];
    }
  | {
      readonly type: 'reopen';
      readonly reason: string;
      readonly reasonCode: ReopenReason;
      /** Days after its end in which it may be taken up again. */
      readonly withinDays: number;
    };

const DAY_MS = 86_400_000;

/** @throws CoHandlersOpen, ChildrenOpen, LegalRemedyMissing, ApprovalRequired, OwnReply, SameApprover, ReopenTooLate */
export const ANSWERING: CommandRules<AnsweringCommand> = {
  'submit-reply': {
    from: ANSWERABLE,
    to: null,
    orTo: ['CLOSED', 'PENDING_APPROVAL'],
    decide: (moved, command, circumstances) => {
      const { outcome } = command;
      const approvers = approversOf(moved, circumstances.rules, circumstances.by);
      const { next, facts } =
        approvers.length === 0
          ? close(moved, { ...command, legalRemedy: command.legalRemedy ?? null }, circumstances)
          : askApproval(moved, command, approvers, circumstances);
      return { next, facts: [caseFact<CaseReplySubmitted>(next, 'case.reply_submitted', { outcome }), ...facts] };
    },
    ownLeg: (of, leg, { text: answer }, { at }) => {
      const next = changeLeg(of, leg, { status: 'ANSWERED', acceptedAt: leg.acceptedAt ?? at, answer, answeredAt: at });
      const data = { agencyCode: leg.agencyCode, answer };
      return { next, facts: [caseFact<CoHandlerAnswered>(next, 'case.co_handler_answered', data)] };
    },
  },

  close: {
    from: ['IN_PROGRESS', 'PENDING_APPROVAL', 'CONTINUED_TRACKING'],
    to: 'CLOSED',
    leadOnly: true,
    decide: (moved, { outcome, reply, legalRemedy = null }, circumstances) => {
      checkCloser(moved, circumstances);
      return close(moved, { outcome, text: reply, legalRemedy }, circumstances);
    },
  },

  reopen: {
    from: ['CLOSED', 'NO_ACTION'],
    to: 'IN_PROGRESS',
    orTo: ['TRIAGE'],
    leadOnly: true,
    decide: (moved, { reason, reasonCode, withinDays }, { at }) => {
      const closedAt = moved.closedAt!;
      if (at.getTime() > closedAt.getTime() + withinDays * DAY_MS) throw new ReopenTooLate();
      const resumed: Case = { ...moved, ...OPEN_AGAIN };
      const lead = leadOf(resumed);
      const next: Case = lead
        ? changeLeg(resumed, lead, { status: 'ACCEPTED', acceptedAt: lead.acceptedAt ?? at, answeredAt: null })
        : { ...resumed, status: 'TRIAGE' };
      const data = { reason, reasonCode, closedAt: closedAt.toISOString() };
      return { next, facts: [caseFact<CaseReopened>(next, 'case.reopened', data)] };
    },
  },
};

/** Keeps the reply and asks the first who must approve it. The clock runs on. */
function askApproval(
  moved: Case,
  { text, outcome, legalRemedy = null, templateCode = null, outsider }: SubmitReply,
  approvers: readonly Approver[],
  circumstances: CommandCircumstances,
): CaseDecision {
  const { at, newId, by } = circumstances;
  const submittedBy = by.signature ?? (outsider === undefined ? null : { id: null, name: outsider, onBehalfOf: null });
  if (submittedBy === null) throw new Error('a reply that nobody handed in'); // citizens hand in none
  checkAnswer(moved, { outcome, text, legalRemedy }, circumstances);
  const draft: ReplyDraft = {
    ...{ id: newId(), state: 'PENDING', text, outcome, legalRemedy, templateCode },
    ...{ submittedBy, submittedAt: at, approvers, decisions: [] },
    statusBefore: moved.status as StatusBefore, // `from` says so
  };
  const next: Case = { ...moved, status: 'PENDING_APPROVAL', draft };
  return { next, facts: [requested(next, draft, approvers[0]!)] };
}
