import type { Scope } from '../../../kernel/actor.ts';
import type { Fact } from '../../../kernel/fact.ts';
import { HandlerNotOfAgency, IllegalCommand, NotLeadAgency, SameAgency } from './case-errors.ts';
import {
  type CaseAccepted,
  type CaseAssigned,
  type CaseClosed,
  type CaseDispatched,
  caseFact,
  type CaseNoted,
  type CaseReopened,
  type CaseReplySubmitted,
  type CaseReturned,
  type CaseSentToTriage,
  type CaseTransferred,
} from './case-facts.ts';
import { type CaseCommand, type CommandType, type HandlerChoice, RULES } from './case-lifecycle.ts';
import type { Assignment, AssignmentStatus, Case, Outcome } from './case.ts';

export interface CaseDecision {
  readonly next: Case;
  readonly facts: readonly Fact[];
}

/** What a command needs besides the case: the instant, and ids for the legs it may open. */
export interface Circumstances {
  readonly at: Date;
  readonly newId: () => string;
}

type Step<Type extends CommandType> = (
  current: Case,
  command: Extract<CaseCommand, { type: Type }>,
  circumstances: Circumstances,
) => CaseDecision;

/**
 * Decides; does not do.
 *
 * @param scope of whoever gives the command
 * @throws IllegalCommand when the status does not allow the command; NotLeadAgency, HandlerNotOfAgency, SameAgency
 */
export function decideCase(current: Case, command: CaseCommand, scope: Scope, circumstances: Circumstances): CaseDecision {
  const rule = RULES[command.type];
  if (!rule.from.includes(current.status)) throw new IllegalCommand(command.type, current.status);
  if (rule.leadOnly && !scope.all && !scope.agencyCodes.includes(leadOf(current).agencyCode)) throw new NotLeadAgency();
  const step = STEPS[command.type] as Step<CommandType>;
  const moved = { ...current, version: current.version + 1, status: rule.to ?? current.status };
  return step(moved, command, circumstances);
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
    const handlerId = handler === null ? moved.handlerId : checked(handler, moved);
    const next = { ...changeLead(moved, { status: 'ACCEPTED', handlerId, acceptedAt: at }), handlerId };
    return { next, facts: [caseFact<CaseAccepted>(next, 'case.accepted', { agencyCode: leadOf(moved).agencyCode, handlerId })] };
  },

  assign: (moved, { handler }) => {
    const handlerId = checked(handler, moved);
    const next = { ...changeLead(moved, { handlerId }), handlerId };
    return { next, facts: [caseFact<CaseAssigned>(next, 'case.assigned', { handlerId })] };
  },

  return: (moved, { reason, proposedAgencyCode }, { at }) => {
    const { agencyCode } = leadOf(moved);
    const next = { ...endAll(moved, 'RETURNED', at), leadAgencyCode: null, handlerId: null, reroutes: moved.reroutes + 1 };
    return { next, facts: [caseFact<CaseReturned>(next, 'case.returned', { agencyCode, reason, proposedAgencyCode })] };
  },

  transfer: (moved, { agencyCode, reason }, circumstances) => {
    const from = leadOf(moved).agencyCode;
    if (from === agencyCode) throw new SameAgency();
    const left = endLead(moved, 'TRANSFERRED', circumstances.at);
    const next = { ...send(left, agencyCode, [], circumstances), reroutes: moved.reroutes + 1 };
    return {
      next,
      facts: [caseFact<CaseTransferred>(next, 'case.transferred', { fromAgencyCode: from, toAgencyCode: agencyCode, reason })],
    };
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
    const next = { ...resumed, assignments: moved.assignments.map(resume) };
    return { next, facts: [caseFact<CaseReopened>(next, 'case.reopened', { reason, closedAt: moved.closedAt!.toISOString() })] };
  },
};

function close(moved: Case, outcome: Outcome, reply: string, at: Date): CaseDecision {
  const closing = moved.closings + 1;
  const answered = moved.assignments.map((leg) => (leg.endedAt === null ? { ...leg, status: 'ANSWERED' as const } : leg));
  const late = moved.overdueSince ?? (at > moved.dueAt ? moved.dueAt : null);
  const next: Case = {
    ...moved,
    outcome,
    reply,
    closedAt: at,
    closings: closing,
    overdueSince: late,
    clockState: 'STOPPED',
    assignments: answered,
  };
  return { next, facts: [caseFact<CaseClosed>(next, 'case.closed', { outcome, reply, closing })] };
}

const resume = (leg: Assignment): Assignment => (leg.status === 'ANSWERED' ? { ...leg, status: 'ACCEPTED' } : leg);

function checked(handler: HandlerChoice, of: Case): string {
  if (!handler.agencyCodes.includes(leadOf(of).agencyCode)) throw new HandlerNotOfAgency();
  return handler.id;
}

/** The leading leg. A case in a status whose commands need one always has one: a test of the life cycle shows it. */
function leadOf(of: Case): Assignment {
  const lead = of.assignments.find((leg) => leg.role === 'LEAD' && leg.endedAt === null);
  if (!lead) throw new Error(`case ${of.caseNo} is ${of.status} without a leading agency`);
  return lead;
}

/** Gives the case to an agency to lead and others to help; agencies that already help stay. */
function send(of: Case, agencyCode: string, coAgencyCodes: readonly string[], circumstances: Circumstances): Case {
  const helping = of.assignments.filter((leg) => leg.endedAt === null).map((leg) => leg.agencyCode);
  const joining = coAgencyCodes.filter((code) => code !== agencyCode && !helping.includes(code));
  const promoted = of.assignments.map((leg) =>
    leg.endedAt === null && leg.agencyCode === agencyCode ? ended(leg, 'TRANSFERRED', circumstances.at) : leg,
  );
  return {
    ...of,
    leadAgencyCode: agencyCode,
    handlerId: null,
    assignments: [
      ...promoted,
      newAssignment(agencyCode, 'LEAD', of.dueAt, circumstances),
      ...joining.map((code) => newAssignment(code, 'CO_HANDLER', of.dueAt, circumstances)),
    ],
  };
}

/** A leg that nobody has accepted yet. */
export const newAssignment = (
  agencyCode: string,
  role: Assignment['role'],
  dueAt: Date,
  { at, newId }: Circumstances,
): Assignment => ({
  id: newId(),
  agencyCode,
  role,
  status: 'ASSIGNED',
  handlerId: null,
  assignedAt: at,
  acceptedAt: null,
  endedAt: null,
  dueAt,
});

const changeLead = (of: Case, change: Partial<Assignment>): Case => {
  const lead = leadOf(of);
  return { ...of, assignments: of.assignments.map((leg) => (leg === lead ? { ...leg, ...change } : leg)) };
};

const ended = (leg: Assignment, status: AssignmentStatus, at: Date): Assignment => ({ ...leg, status, endedAt: at });

const endLead = (of: Case, status: AssignmentStatus, at: Date): Case => changeLead(of, { status, endedAt: at });

const endAll = (of: Case, status: AssignmentStatus, at: Date): Case => ({
  ...of,
  assignments: of.assignments.map((leg) => (leg.endedAt === null ? ended(leg, status, at) : leg)),
});
