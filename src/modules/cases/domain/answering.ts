import { CoHandlersOpen } from './case-errors.ts';
import { type CaseClosed, caseFact, type CaseReopened, type CaseReplySubmitted, type CoHandlerAnswered } from './case-facts.ts';
import type { Case, Outcome } from './case.ts';
import { type CaseDecision, type CommandRules } from './command-rule.ts';
import { changeLeg, leadingLeg, unanswered } from './legs.ts';

/** How a case comes to its reply, and back. */
export type AnsweringCommand =
  | { readonly type: 'submit-reply'; readonly text: string; readonly outcome: Outcome; readonly attachmentIds: readonly string[] }
  | { readonly type: 'close'; readonly outcome: Outcome; readonly reply: string }
  | { readonly type: 'reopen'; readonly reason: string };

/** @throws CoHandlersOpen */
export const ANSWERING: CommandRules<AnsweringCommand> = {
  'submit-reply': {
    from: ['IN_PROGRESS'],
    to: 'CLOSED',
    decide: (moved, { text, outcome }, { at }) => {
      const { next, facts } = close(moved, outcome, text, at);
      return { next, facts: [caseFact<CaseReplySubmitted>(next, 'case.reply_submitted', { outcome }), ...facts] };
    },
    ownLeg: (of, leg, { text: answer }, { at }) => {
      const next = changeLeg(of, leg, { status: 'ANSWERED', acceptedAt: leg.acceptedAt ?? at, answer, answeredAt: at });
      const data = { agencyCode: leg.agencyCode, answer };
      return { next, facts: [caseFact<CoHandlerAnswered>(next, 'case.co_handler_answered', data)] };
    },
  },

  close: {
    from: ['IN_PROGRESS'],
    to: 'CLOSED',
    leadOnly: true,
    decide: (moved, { outcome, reply }, { at }) => close(moved, outcome, reply, at),
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

function close(moved: Case, outcome: Outcome, reply: string, at: Date): CaseDecision {
  const waiting = unanswered(moved);
  if (waiting.length > 0) throw new CoHandlersOpen(waiting.map((leg) => leg.agencyCode));
  const closing = moved.closings + 1;
  const answered = changeLeg(moved, leadingLeg(moved), { status: 'ANSWERED', answeredAt: at });
  const next: Case = { ...ended(answered, at), outcome, reply, closings: closing };
  return { next, facts: [caseFact<CaseClosed>(next, 'case.closed', { outcome, reply, closing })] };
}

/** The case with its clock stopped; what was late by then stays late. */
export const ended = (of: Case, at: Date): Case => ({
  ...of,
  closedAt: at,
  overdueSince: of.overdueSince ?? (of.clockState === 'RUNNING' && at > of.dueAt ? of.dueAt : null),
  clockState: 'STOPPED',
});
