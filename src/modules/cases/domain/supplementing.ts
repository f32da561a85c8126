import type { BusinessCalendar } from '../../calendar/index.ts';
import {
  caseFact,
  type CaseNoted,
  type CaseSupplementExpired,
  type CaseSupplementReceived,
  type CaseSupplementRequested,
} from './case-facts.ts';
import type { Case } from './case.ts';
import type { CommandRules } from './command-rule.ts';
import { NobodyToAsk } from './supplement-errors.ts';
import type { Supplement, SupplementState } from './supplement.ts';

/** A question to the petitioner (補正). */
export type SupplementingCommand =
  | {
      readonly type: 'request-supplement';
      readonly question: string;
      readonly replyBy: Date;
      /** Whether the clock stands still for a case of this category. */
      readonly pauses: (categoryCode: string | null) => boolean;
      /** Whether anybody who petitioned can be reached. */
      readonly reachesSomebody: boolean;
    }
  | {
      readonly type: 'receive-supplement';
      readonly text: string;
      readonly attachmentIds: readonly string[];
      /** Whose answer it is, where that is known better than by whom the question was put to. */
      readonly petitionId?: string;
      readonly calendar: BusinessCalendar;
    }
  | { readonly type: 'expire-supplement'; readonly calendar: BusinessCalendar };

const NOTHING_CAME = '逾期未補正，續行辦理。(No answer came in time; the case goes on.)';

/** @throws NobodyToAsk */
export const SUPPLEMENTING: CommandRules<SupplementingCommand> = {
  'request-supplement': {
    from: ['IN_PROGRESS'],
    to: 'AWAITING_SUPPLEMENT',
    leadOnly: true,
    decide: (moved, { question, replyBy, pauses, reachesSomebody }, { at, newId }) => {
      if (!reachesSomebody) throw new NobodyToAsk();
      const pausedAt = at <= moved.dueAt && pauses(moved.categoryCode) ? at : null; // late stays late
      const supplement: Supplement = {
        ...{ id: newId(), state: 'OPEN', petitionId: null, question, replyBy, pausedAt },
        ...{ requestedAt: at, answer: null, answeredAt: null },
      };
      const next: Case = { ...moved, supplement, clockState: pausedAt === null ? moved.clockState : 'PAUSED' };
      const data = {
        supplementId: supplement.id,
        question,
        replyBy: replyBy.toISOString(),
        pausedAt: pausedAt?.toISOString() ?? null,
      };
      return { next, facts: [caseFact<CaseSupplementRequested>(next, 'case.supplement_requested', data)] };
    },
  },

  'receive-supplement': {
    from: ['AWAITING_SUPPLEMENT'],
    to: 'IN_PROGRESS',
    decide: (moved, { text, attachmentIds, calendar }, { at }) => {
      const next = goneOn(moved, { state: 'RECEIVED', answer: text, answeredAt: at }, calendar, at);
      const data = { ...ending(moved.supplement!, at), text, attachmentIds, handlerId: moved.handlerId };
      return { next, facts: [caseFact<CaseSupplementReceived>(next, 'case.supplement_received', data)] };
    },
  },

  'expire-supplement': {
    from: ['AWAITING_SUPPLEMENT'],
    to: 'IN_PROGRESS',
    unoffered: true,
    decide: (moved, { calendar }, { at }) => {
      const next = goneOn(moved, { state: 'EXPIRED' }, calendar, at);
      return {
        next,
        facts: [
          caseFact<CaseSupplementExpired>(next, 'case.supplement_expired', ending(moved.supplement!, at)),
          caseFact<CaseNoted>(next, 'case.noted', { text: NOTHING_CAME, attachmentIds: [] }),
        ],
      };
    },
  },
};

/** What the clock has to know of a question that is closed. */
export const ending = ({ id, pausedAt }: Supplement, at: Date) => ({
  supplementId: id,
  pausedAt: pausedAt?.toISOString() ?? null,
  endedAt: at.toISOString(),
});

/** The case without waiting: its clock runs again, its time is given back as the clock's ledger will. */
function goneOn(
  moved: Case,
  change: Partial<Supplement> & { readonly state: SupplementState },
  calendar: BusinessCalendar,
  at: Date,
): Case {
  const supplement = { ...moved.supplement!, ...change };
  const { pausedAt } = supplement;
  if (pausedAt === null) return { ...moved, supplement };
  const stood = { from: pausedAt, to: at };
  const { at: dueAt } = calendar
    .in(moved.place.districtCode)
    .givenBack({ at: moved.dueAt, countEndsAt: moved.dueAt }, stood, moved.sla.unit);
  const assignments = moved.assignments.map((leg) => (leg.endedAt === null ? { ...leg, dueAt } : leg));
  return { ...moved, supplement, dueAt, assignments, clockState: 'RUNNING' };
}
