import type { Scope } from '../../../kernel/actor.ts';
import { AlreadyOnCase, CoHandlersOpen, IllegalCommand, NotCoHandler, NotLeadAgency, SameAgency } from './case-errors.ts';
import {
  type CaseAccepted,
  type CaseClosed,
  type CaseDispatched,
  caseFact,
  type CaseNoted,
  type CaseReopened,
  type CaseReplySubmitted,
  type CaseReturned,
  type CaseSentToTriage,
  type CaseTransferred,
  type CoHandlerAdded,
  type CoHandlerRemoved,
} from './case-facts.ts';
import { type CaseCommand, type CaseDecision, type CommandType, isOpenTo, RULES } from './case-lifecycle.ts';
import type { Assignment, Case, Outcome } from './case.ts';
import { assign, checked, decideLeg, isLegCommand } from './decide-leg.ts';
import {
  changeLeg,
  type Circumstances,
  endAll,
  endLeg,
  leadOf,
  legOf,
  liveLegs,
  newAssignment,
  send,
  unanswered,
} from './legs.ts';

type Step<Type extends CommandType> = (
  current: Case,
  command: Extract<CaseCommand, { type: Type }>,
  circumstances: Circumstances,
) => CaseDecision;

/**
 * Decides; does not do.
 *
 * @param scope of whoever gives the command
 * @throws IllegalCommand when the status does not allow the command; NotLeadAgency, HandlerNotOfAgency, SameAgency, AlreadyOnCase,
 *   NotCoHandler, CoHandlersOpen
 */
export function decideCase(current: Case, command: CaseCommand, scope: Scope, circumstances: Circumstances): CaseDecision {
  const leg = legOf(current, scope);
  const next = { ...current, version: current.version + 1 };
  if (leg?.role === 'CO_HANDLER' && isLegCommand(command)) {
    if (!isOpenTo(leg, command.type, current.status)) throw new IllegalCommand(command.type, current);
    return decideLeg(next, leg, command, circumstances);
  }
  check(current, command, scope.all || leg?.role === 'LEAD');
  const step = STEPS[command.type] as Step<CommandType>;
  return step({ ...next, status: RULES[command.type].to ?? current.status }, command, circumstances);
}

function check(current: Case, command: CaseCommand, mayLead: boolean): void {
  const { from, leadOnly } = RULES[command.type];
  if (!from.includes(current.status)) throw new IllegalCommand(command.type, current);
  if (!mayLead && (leadOnly || isLegCommand(command))) throw new NotLeadAgency();
}

const STEPS: { readonly [Type in CommandType]: Step<Type> } = {
  confirm: (unconfirmed, { destination, reasons, sla, dueAt }, circumstances) => {
    const moved: Case = { ...unconfirmed, sla, dueAt, clockState: 'RUNNING' };
    if (destination === null) {
      const next: Case = { ...moved, status: 'TRIAGE' };
      return { next, facts: [caseFact<CaseSentToTriage>(next, 'case.sent_to_triage', { reasons })] };
    }
    const next = send(moved, destination.agencyCode, destination.coAgencyCodes, circumstances);
    const { agencyCode, coAgencyCodes, ruleId } = destination;
    return {
      next,
      facts: [caseFact<CaseDispatched>(next, 'case.dispatched', { agencyCode, coAgencyCodes, by: 'RULE', ruleId, reason: null })],
    };
  },

  dispatch: (moved, { agencyCode, coAgencyCodes, reason }, circumstances) => {
    const next = send(moved, agencyCode, coAgencyCodes, circumstances);
    const data = { agencyCode, coAgencyCodes, by: 'DISPATCHER', ruleId: null, reason } as const;
    return { next, facts: [caseFact<CaseDispatched>(next, 'case.dispatched', data)] };
  },

  accept: (moved, { handler }, { at }) => {
    const lead = leadingLeg(moved);
    const handlerId = handler === null ? lead.handlerId : checked(handler, lead);
    const next = changeLeg(moved, lead, { status: 'ACCEPTED', handlerId, acceptedAt: at });
    return { next, facts: [caseFact<CaseAccepted>(next, 'case.accepted', { agencyCode: lead.agencyCode, handlerId })] };
  },

  assign: (moved, { handler }) => assign(moved, leadingLeg(moved), handler),

  return: (moved, { reason, proposedAgencyCode }, { at }) => {
    const { agencyCode } = leadingLeg(moved);
    const next = { ...endAll(moved, 'RETURNED', at), leadAgencyCode: null, handlerId: null, reroutes: moved.reroutes + 1 };
    return { next, facts: [caseFact<CaseReturned>(next, 'case.returned', { agencyCode, reason, proposedAgencyCode })] };
  },

  transfer: (moved, { agencyCode, reason }, circumstances) => {
    const lead = leadingLeg(moved);
    if (lead.agencyCode === agencyCode) throw new SameAgency();
    const left = endLeg(moved, lead, 'TRANSFERRED', circumstances.at);
    const next = { ...send(left, agencyCode, [], circumstances), reroutes: moved.reroutes + 1 };
    const data = { fromAgencyCode: lead.agencyCode, toAgencyCode: agencyCode, reason };
    return { next, facts: [caseFact<CaseTransferred>(next, 'case.transferred', data)] };
  },

  'add-co-handler': (moved, { agencyCode, reason }, circumstances) => {
    if (liveLegs(moved).some((leg) => leg.agencyCode === agencyCode)) throw new AlreadyOnCase();
    const added = newAssignment(agencyCode, 'CO_HANDLER', moved.dueAt, circumstances);
    const next = { ...moved, assignments: [...moved.assignments, added] };
    return { next, facts: [caseFact<CoHandlerAdded>(next, 'case.co_handler_added', { agencyCode, reason })] };
  },

  'remove-co-handler': (moved, { agencyCode, reason }, { at }) => {
    const leg = liveLegs(moved).find((each) => each.role === 'CO_HANDLER' && each.agencyCode === agencyCode);
    if (!leg) throw new NotCoHandler();
    const next = endLeg(moved, leg, 'WAIVED', at);
    return { next, facts: [caseFact<CoHandlerRemoved>(next, 'case.co_handler_removed', { agencyCode, reason })] };
  },

  note: (next, { text, attachmentIds, public: isPublic }) => ({
    next,
    facts: [caseFact<CaseNoted>(next, 'case.noted', { text, attachmentIds }, isPublic)],
  }),

  'submit-reply': (moved, { text, outcome }, { at }) => {
    const closed = close(moved, outcome, text, at);
    return {
      next: closed.next,
      facts: [caseFact<CaseReplySubmitted>(closed.next, 'case.reply_submitted', { outcome }), ...closed.facts],
    };
  },

  close: (moved, { outcome, reply }, { at }) => close(moved, outcome, reply, at),

  reopen: (moved, { reason }) => {
    const resumed = { ...moved, outcome: null, reply: null, closedAt: null, clockState: 'RUNNING' } as const;
    const next = changeLeg(resumed, leadingLeg(moved), { status: 'ACCEPTED', answeredAt: null });
    return { next, facts: [caseFact<CaseReopened>(next, 'case.reopened', { reason, closedAt: moved.closedAt!.toISOString() })] };
  },
};

function close(moved: Case, outcome: Outcome, reply: string, at: Date): CaseDecision {
  const waiting = unanswered(moved);
  if (waiting.length > 0) throw new CoHandlersOpen(waiting.map((leg) => leg.agencyCode));
  const closing = moved.closings + 1;
  const late = moved.overdueSince ?? (at > moved.dueAt ? moved.dueAt : null);
  const answered = changeLeg(moved, leadingLeg(moved), { status: 'ANSWERED', answeredAt: at });
  const next: Case = {
    ...answered,
    outcome,
    reply,
    closedAt: at,
    closings: closing,
    overdueSince: late,
    clockState: 'STOPPED',
  };
  return { next, facts: [caseFact<CaseClosed>(next, 'case.closed', { outcome, reply, closing })] };
}

/** A case in a status whose commands need a leading leg always has one: a test of the life cycle shows it. */
function leadingLeg(of: Case): Assignment {
  const lead = leadOf(of);
  if (!lead) throw new Error(`case ${of.caseNo} is ${of.status} without a leading agency`);
  return lead;
}
