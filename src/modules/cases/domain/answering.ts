import { CoHandlersOpen } from './case-errors.ts';
import { type CaseClosed, caseFact, type CaseReopened, type CaseReplySubmitted, type CoHandlerAnswered } from './case-facts.ts';
import type { Case, Outcome, ReopenReason } from './case.ts';
import { type CaseDecision, type CommandRules } from './command-rule.ts';
import { ended } from './ending.ts';
import { OPEN_AGAIN } from './open-again.ts';
import { ReopenTooLate } from './ending-errors.ts';
import { changeLeg, leadingLeg, leadOf, unanswered } from './legs.ts';

/** How a case comes to its reply, and back. */
export type AnsweringCommand =
  | { readonly type: 'submit-reply'; readonly text: string; readonly outcome: Outcome; readonly attachmentIds: readonly string[] }
  | { readonly type: 'close'; readonly outcome: Outcome; readonly reply: string }
  | {
      readonly type: 'reopen';
      readonly reason: string;
      readonly reasonCode: ReopenReason;
      /** Days after its end in which it may be taken up again. */
      readonly withinDays: number;
    };

const DAY_MS = 86_400_000;

/** @throws CoHandlersOpen, ChildrenOpen, ReopenTooLate */
export const ANSWERING: CommandRules<AnsweringCommand> = {
  'submit-reply': {
    from: ['IN_PROGRESS', 'CONTINUED_TRACKING'],
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
    from: ['IN_PROGRESS', 'CONTINUED_TRACKING'],
    to: 'CLOSED',
    leadOnly: true,
    decide: (moved, { outcome, reply }, { at }) => close(moved, outcome, reply, at),
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

function close(moved: Case, outcome: Outcome, reply: string, at: Date): CaseDecision {
  const waiting = unanswered(moved);
  if (waiting.length > 0) throw new CoHandlersOpen(waiting.map((leg) => leg.agencyCode));
  const closing = moved.closings + 1;
  const answered = changeLeg(moved, leadingLeg(moved), { status: 'ANSWERED', answeredAt: at });
  const next: Case = { ...ended(answered, at), outcome, reply, closings: closing };
  return { next, facts: [caseFact<CaseClosed>(next, 'case.closed', { outcome, reply, closing })] };
}
