import { type CaseReopened, caseFact, type CaseReplySubmitted, type CoHandlerAnswered } from './case-facts.ts';
import type { Case, Outcome } from './case.ts';
import { checkAnswer, close, requested } from './closing.ts';
import type { CaseDecision, CommandCircumstances, CommandRules } from './command-rule.ts';
import { changeLeg, leadingLeg } from './legs.ts';
import { isRecused } from './recusal.ts';
import { type Approver, type ChosenRemedy, holds, type ReplyDraft } from './reply-draft.ts';
import { ApprovalRequired } from './reply-errors.ts';

interface SubmitReply {
  readonly type: 'submit-reply';
  readonly text: string;
  readonly outcome: Outcome;
  readonly attachmentIds: readonly string[];
  readonly legalRemedy?: ChosenRemedy | null;
  readonly templateCode?: string | null;
}

/** How a case comes to its reply, and back. */
export type AnsweringCommand =
  | SubmitReply
  | {
      readonly type: 'close';
      readonly outcome: Outcome;
      readonly reply: string;
      readonly legalRemedy?: ChosenRemedy | null;
    }
  | { readonly type: 'reopen'; readonly reason: string };

/** @throws CoHandlersOpen, LegalRemedyMissing, ApprovalRequired */
export const ANSWERING: CommandRules<AnsweringCommand> = {
  'submit-reply': {
    from: ['IN_PROGRESS'],
    to: 'CLOSED',
    orTo: ['PENDING_APPROVAL'],
    decide: (moved, command, circumstances) => {
      const { outcome } = command;
      const approvers = circumstances.rules.approversOf(moved).map((asked) => unlessRecused(moved, asked));
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
    from: ['IN_PROGRESS', 'PENDING_APPROVAL'],
    to: 'CLOSED',
    leadOnly: true,
    decide: (moved, { outcome, reply, legalRemedy = null }, circumstances) => {
      const { rules, by } = circumstances;
      const approvers = moved.draft?.state === 'PENDING' ? moved.draft.approvers : rules.approversOf(moved);
      const last = approvers.at(-1);
      if (last && !holds(by.offices, last)) throw new ApprovalRequired(approvers);
      return close(moved, { outcome, text: reply, legalRemedy }, circumstances);
    },
  },

  reopen: {
    from: ['CLOSED'],
    to: 'IN_PROGRESS',
    decide: (moved, { reason }) => {
      const resumed = { ...moved, outcome: null, reply: null, closedAt: null, clockState: 'RUNNING' } as const;
      const next = changeLeg(resumed, leadingLeg(moved), { status: 'ACCEPTED', answeredAt: null });
      return {
        next,
        facts: [caseFact<CaseReopened>(next, 'case.reopened', { reason, closedAt: moved.closedAt!.toISOString() })],
      };
    },
  },
};

/** The city's supervisors decide in the place of an agency that is recused. */
const unlessRecused = (of: Case, asked: Approver): Approver =>
  isRecused(of, { agencyCode: asked.agencyCode }) ? { role: 'CITY_SUPERVISOR', agencyCode: null } : asked;

/** Keeps the reply and asks the first who must approve it. The clock runs on. */
function askApproval(
  moved: Case,
  { text, outcome, legalRemedy = null, templateCode = null }: SubmitReply,
  approvers: readonly Approver[],
  circumstances: CommandCircumstances,
): CaseDecision {
  const { at, newId, by } = circumstances;
  if (by.signature === null) throw new Error('a reply that nobody handed in'); // citizens and machines hand in none
  checkAnswer(moved, { outcome, text, legalRemedy }, circumstances);
  const draft: ReplyDraft = {
    ...{ id: newId(), state: 'PENDING', text, outcome, legalRemedy, templateCode },
    ...{ submittedBy: by.signature, submittedAt: at, approvers, decisions: [] },
  };
  const next: Case = { ...moved, status: 'PENDING_APPROVAL', draft };
  return { next, facts: [requested(next, draft, approvers[0]!)] };
}
