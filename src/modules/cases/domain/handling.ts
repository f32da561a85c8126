import { AlreadyOnCase, HandlerNotOfAgency, NotCoHandler } from './case-errors.ts';
import {
  type CaseAccepted,
  type CaseAssigned,
  caseFact,
  type CaseNoted,
  type CoHandlerAccepted,
  type CoHandlerAdded,
  type CoHandlerRemoved,
} from './case-facts.ts';
import { type Assignment, type Case, CASE_STATUSES } from './case.ts';
import { type CaseDecision, type CommandRules, WORKING } from './command-rule.ts';
import { changeLeg, endLeg, leadingLeg, liveLegs, newAssignment } from './legs.ts';

/** Somebody who is to handle a case, and the agencies they work for. */
export interface HandlerChoice {
  readonly id: string;
  readonly agencyCodes: readonly string[];
}

/** Who works on the case. */
export type HandlingCommand =
  | { readonly type: 'accept'; readonly handler: HandlerChoice | null }
  | { readonly type: 'assign'; readonly handler: HandlerChoice }
  | { readonly type: 'add-co-handler'; readonly agencyCode: string; readonly reason: string }
  | { readonly type: 'remove-co-handler'; readonly agencyCode: string; readonly reason: string }
  | { readonly type: 'note'; readonly text: string; readonly public: boolean; readonly attachmentIds: readonly string[] };

/** @throws HandlerNotOfAgency, AlreadyOnCase, NotCoHandler */
export const HANDLING: CommandRules<HandlingCommand> = {
  accept: {
    from: ['DISPATCHED'],
    to: 'IN_PROGRESS',
    decide: (moved, { handler }, { at }) => {
      const lead = leadingLeg(moved);
      const handlerId = chosen(handler, lead);
      const next = changeLeg(moved, lead, { status: 'ACCEPTED', handlerId, acceptedAt: at });
      return { next, facts: [caseFact<CaseAccepted>(next, 'case.accepted', { agencyCode: lead.agencyCode, handlerId })] };
    },
    ownLeg: (of, leg, { handler }, { at }) => {
      const handlerId = chosen(handler, leg);
      const next = changeLeg(of, leg, { status: 'ACCEPTED', handlerId, acceptedAt: at });
      const data = { agencyCode: leg.agencyCode, handlerId };
      return { next, facts: [caseFact<CoHandlerAccepted>(next, 'case.co_handler_accepted', data)] };
    },
  },

  assign: {
    from: [...WORKING, 'CONTINUED_TRACKING'],
    to: null,
    decide: (moved, { handler }) => assign(moved, leadingLeg(moved), handler),
    ownLeg: (of, leg, { handler }) => assign(of, leg, handler),
  },

  'add-co-handler': {
    from: WORKING,
    to: null,
    leadOnly: true,
    decide: (moved, { agencyCode, reason }, circumstances) => {
      if (liveLegs(moved).some((leg) => leg.agencyCode === agencyCode)) throw new AlreadyOnCase();
      const added = newAssignment(agencyCode, 'CO_HANDLER', moved.dueAt, circumstances);
      const next = { ...moved, assignments: [...moved.assignments, added] };
      return { next, facts: [caseFact<CoHandlerAdded>(next, 'case.co_handler_added', { agencyCode, reason })] };
    },
  },

  'remove-co-handler': {
    from: WORKING,
    to: null,
    leadOnly: true,
    decide: (moved, { agencyCode, reason }, { at }) => {
      const leg = liveLegs(moved).find((each) => each.role === 'CO_HANDLER' && each.agencyCode === agencyCode);
      if (!leg) throw new NotCoHandler();
      return waive(moved, [leg], reason, at);
    },
  },

  note: {
    from: CASE_STATUSES,
    to: null,
    decide: (next, { text, attachmentIds, public: isPublic }) => ({
      next,
      facts: [caseFact<CaseNoted>(next, 'case.noted', { text, attachmentIds }, isPublic)],
    }),
  },
};

/** Lets helpers go; each is a fact of its own, for each has to be told. */
export function waive(of: Case, helpers: readonly Assignment[], reason: string, at: Date): CaseDecision {
  const next = helpers.reduce((left, leg) => endLeg(left, leg, 'WAIVED', at), of);
  const facts = helpers.map(({ agencyCode, handlerId }) =>
    caseFact<CoHandlerRemoved>(next, 'case.co_handler_removed', { agencyCode, handlerId, reason }),
  );
  return { next, facts };
}

function assign(of: Case, leg: Assignment, handler: HandlerChoice): CaseDecision {
  const handlerId = chosen(handler, leg);
  const next = changeLeg(of, leg, { handlerId });
  const data = { agencyCode: leg.agencyCode, handlerId };
  return { next, facts: [caseFact<CaseAssigned>(next, 'case.assigned', data)] };
}

/** @throws HandlerNotOfAgency */
function chosen(handler: HandlerChoice, leg: Assignment): string;
function chosen(handler: HandlerChoice | null, leg: Assignment): string | null;
function chosen(handler: HandlerChoice | null, leg: Assignment): string | null {
  if (handler === null) return leg.handlerId;
  if (!handler.agencyCodes.includes(leg.agencyCode)) throw new HandlerNotOfAgency();
  return handler.id;
}
