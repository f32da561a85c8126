import type { Sla } from '../../calendar/index.ts';
import { NotGivenBack, RulingRequired, SameAgency } from './case-errors.ts';
import {
  type CaseDispatched,
  caseFact,
  type CaseRuled,
  type CaseReturned,
  type CaseSentToTriage,
  type CaseTransferred,
  type CoHandlerReturned,
} from './case-facts.ts';
import type { Fact } from '../../../kernel/fact.ts';
import type { Assignment, Authority, Case } from './case.ts';
import { type CaseDecision, type CommandCircumstances, type CommandRules, WORKING } from './command-rule.ts';
import { changeLeg, endLeg, leadingLeg, leadOf, send } from './legs.ts';

/** A decision of the routing rules or of a dispatcher, as far as a case needs it. */
export interface Destination {
  readonly agencyCode: string;
  readonly coAgencyCodes: readonly string[];
  readonly ruleId: string | null;
}

/** Which agency has the case. */
export type DispatchingCommand =
  | {
      readonly type: 'confirm';
      readonly destination: Destination | null;
      readonly reasons: readonly string[];
      /** Of the rules in force now: hours of the day may decide about it. */
      readonly sla: Sla;
      readonly dueAt: Date;
    }
  | {
      readonly type: 'dispatch';
      readonly agencyCode: string;
      readonly coAgencyCodes: readonly string[];
      readonly reason: string;
      /** A dispatcher, or the head of the agency that gave the case back. */
      readonly by: 'DISPATCHER' | 'CHIEF';
    }
  | {
      readonly type: 'return';
      readonly reason: string;
      readonly proposedAgencyCode: string | null;
      /** When it is to be decided who has the case. */
      readonly decideBy: Date;
    }
  | { readonly type: 'transfer'; readonly agencyCode: string; readonly reason: string };

/** How often a case may change hands before only the city's level rules. */
const WITHOUT_RULING = 1;

/** At whose level it is decided who has a case that waits for that decision. */
export const deciderOf = ({ reroutes }: Pick<Case, 'reroutes'>): Authority => (reroutes > WITHOUT_RULING ? 'CITY' : 'OTHER');

/** @throws SameAgency, RulingRequired, NotGivenBack */
export const DISPATCHING: CommandRules<DispatchingCommand> = {
  confirm: {
    from: ['AWAITING_CONFIRMATION'],
    to: 'DISPATCHED',
    unoffered: true,
    orTo: ['TRIAGE'],
    decide: (unconfirmed, { destination, reasons, sla, dueAt }, circumstances) => {
      const moved: Case = { ...unconfirmed, sla, dueAt, clockState: 'RUNNING' };
      if (destination === null) {
        const next: Case = { ...moved, status: 'TRIAGE' };
        return { next, facts: [caseFact<CaseSentToTriage>(next, 'case.sent_to_triage', { reasons })] };
      }
      const { agencyCode, coAgencyCodes, ruleId } = destination;
      const next = send(moved, agencyCode, coAgencyCodes, circumstances);
      const data = { agencyCode, coAgencyCodes, by: 'RULE', ruleId, reason: null, previousAgencyCode: null } as const;
      return { next, facts: [caseFact<CaseDispatched>(next, 'case.dispatched', data)] };
    },
  },

  dispatch: {
    from: ['TRIAGE'],
    to: 'DISPATCHED',
    leadOnly: true,
    decide: (moved, { by, ...sending }, circumstances) => {
      if (by === 'CHIEF' && leadOf(moved)?.status !== 'RETURNED') throw new NotGivenBack();
      return sendDecided(moved, { ...sending, by, ruleId: null }, circumstances);
    },
  },

  return: {
    from: WORKING,
    to: 'TRIAGE',
    decide: (moved, { reason, proposedAgencyCode, decideBy }) => {
      const lead = leadingLeg(moved);
      // until it is decided, the agency stays responsible and keeps the case
      const next = { ...changeLeg(moved, lead, { status: 'RETURNED', proposedAgencyCode }), reroutes: moved.reroutes + 1 };
      const data = {
        agencyCode: lead.agencyCode,
        reason,
        proposedAgencyCode,
        decidedBy: deciderOf(next),
        decideBy: decideBy.toISOString(),
      } as const;
      return { next, facts: [caseFact<CaseReturned>(next, 'case.returned', data)] };
    },
    ownLeg: (of, leg, { reason, proposedAgencyCode }, { at }) => {
      const next = changeLeg(of, leg, { status: 'RETURNED', proposedAgencyCode, endedAt: at });
      const data = { agencyCode: leg.agencyCode, reason, proposedAgencyCode };
      return { next, facts: [caseFact<CoHandlerReturned>(next, 'case.co_handler_returned', data)] };
    },
  },

  transfer: {
    from: WORKING,
    to: 'DISPATCHED',
    leadOnly: true,
    decide: (moved, sending, circumstances) => {
      if (leadingLeg(moved).agencyCode === sending.agencyCode) throw new SameAgency();
      return handOver(moved, { ...sending, coAgencyCodes: [] }, circumstances);
    },
  },
};

/** Where a case goes, and why. */
interface Sending {
  readonly agencyCode: string;
  readonly coAgencyCodes: readonly string[];
  readonly reason: string;
}

/**
 * Sends on a case that nobody has, or of which it is to be decided who has it. That an agency gave it back was counted then; what was only
 * taken back is nobody's hop.
 *
 * @throws RulingRequired
 */
export function sendDecided(
  of: Case,
  sending: Sending & Pick<CaseDispatched['data'], 'by' | 'ruleId'>,
  circumstances: CommandCircumstances,
): CaseDecision {
  const { agencyCode, coAgencyCodes, reason, by, ruleId } = sending;
  const lead = leadOf(of);
  const ruled = lead !== null && deciderOf(of) === 'CITY';
  if (ruled && circumstances.by.authority !== 'CITY') throw new RulingRequired();
  const left = lead === null ? of : endLeg(of, lead, lead.status, circumstances.at);
  const next = send(left, agencyCode, coAgencyCodes, circumstances);
  const previousAgencyCode = (lead ?? recusedLead(of))?.agencyCode ?? null;
  const data = { agencyCode, coAgencyCodes, by, ruleId, reason, previousAgencyCode };
  const dispatched = caseFact<CaseDispatched>(next, 'case.dispatched', data);
  return { next, facts: ruled ? [dispatched, ruling(next, lead.agencyCode, agencyCode, reason)] : [dispatched] };
}

/** Another agency leads from now on: a change of hands. @throws RulingRequired */
export function handOver(
  of: Case,
  { agencyCode, coAgencyCodes, reason }: Sending,
  circumstances: CommandCircumstances,
): CaseDecision {
  const lead = leadingLeg(of);
  const ruled = of.reroutes >= WITHOUT_RULING;
  if (ruled && circumstances.by.authority !== 'CITY') throw new RulingRequired();
  const left = endLeg(of, lead, 'TRANSFERRED', circumstances.at);
  const next = { ...send(left, agencyCode, coAgencyCodes, circumstances), reroutes: of.reroutes + 1 };
  const data = { fromAgencyCode: lead.agencyCode, toAgencyCode: agencyCode, reason };
  const transferred = caseFact<CaseTransferred>(next, 'case.transferred', data);
  return { next, facts: ruled ? [transferred, ruling(next, lead.agencyCode, agencyCode, reason)] : [transferred] };
}

/** The agency that led the case last, when it was taken off it. */
const recusedLead = ({ assignments }: Case): Assignment | undefined =>
  assignments.findLast(({ role, status }) => role === 'LEAD' && status === 'RECUSED');

/** What the city's level decides is kept as a precedent: it binds in like cases. */
const ruling = (of: Case, fromAgencyCode: string, agencyCode: string, reason: string): Fact =>
  caseFact<CaseRuled>(of, 'case.ruled', {
    fromAgencyCode,
    agencyCode,
    reason,
    categoryCode: of.categoryCode,
    districtCode: of.place.districtCode,
    villageCode: of.place.villageCode,
  });
