import type { Sla } from '../../calendar/index.ts';
import { RulingRequired, SameAgency } from './case-errors.ts';
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
import { type CommandRules, WORKING } from './command-rule.ts';
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
      readonly authority: Authority;
    }
  | {
      readonly type: 'return';
      readonly reason: string;
      readonly proposedAgencyCode: string | null;
      /** When it is to be decided who has the case. */
      readonly decideBy: Date;
    }
  | { readonly type: 'transfer'; readonly agencyCode: string; readonly reason: string; readonly authority: Authority };

/** How often a case may change hands before only the city's level rules. */
export const WITHOUT_RULING = 1;

/** @throws SameAgency, RulingRequired */
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
    decide: (moved, { agencyCode, coAgencyCodes, reason, authority }, circumstances) => {
      const returned = leadOf(moved);
      const ruled = returned !== null && moved.reroutes > WITHOUT_RULING;
      if (ruled && authority !== 'CITY') throw new RulingRequired();
      const left = returned === null ? moved : endLeg(moved, returned, 'RETURNED', circumstances.at);
      const next = send(left, agencyCode, coAgencyCodes, circumstances);
      const previousAgencyCode = (returned ?? recusedLead(moved))?.agencyCode ?? null;
      const data = { agencyCode, coAgencyCodes, by: 'DISPATCHER', ruleId: null, reason, previousAgencyCode } as const;
      const dispatched = caseFact<CaseDispatched>(next, 'case.dispatched', data);
      if (!ruled) return { next, facts: [dispatched] };
      return { next, facts: [dispatched, ruling(next, returned.agencyCode, agencyCode, reason)] };
    },
  },

  return: {
    from: WORKING,
    to: 'TRIAGE',
    decide: (moved, { reason, proposedAgencyCode, decideBy }) => {
      const lead = leadingLeg(moved);
      const reroutes = moved.reroutes + 1;
      // until it is decided, the agency stays responsible and keeps the case
      const next = { ...changeLeg(moved, lead, { status: 'RETURNED' }), reroutes };
      const data = {
        agencyCode: lead.agencyCode,
        reason,
        proposedAgencyCode,
        decidedBy: reroutes > WITHOUT_RULING ? 'CITY' : 'OTHER',
        decideBy: decideBy.toISOString(),
      } as const;
      return { next, facts: [caseFact<CaseReturned>(next, 'case.returned', data)] };
    },
    ownLeg: (of, leg, { reason, proposedAgencyCode }, { at }) => {
      const next = endLeg(of, leg, 'RETURNED', at);
      const data = { agencyCode: leg.agencyCode, reason, proposedAgencyCode };
      return { next, facts: [caseFact<CoHandlerReturned>(next, 'case.co_handler_returned', data)] };
    },
  },

  transfer: {
    from: WORKING,
    to: 'DISPATCHED',
    leadOnly: true,
    decide: (moved, { agencyCode, reason, authority }, circumstances) => {
      const lead = leadingLeg(moved);
      if (lead.agencyCode === agencyCode) throw new SameAgency();
      const ruled = moved.reroutes >= WITHOUT_RULING;
      if (ruled && authority !== 'CITY') throw new RulingRequired();
      const left = endLeg(moved, lead, 'TRANSFERRED', circumstances.at);
      const next = { ...send(left, agencyCode, [], circumstances), reroutes: moved.reroutes + 1 };
      const data = { fromAgencyCode: lead.agencyCode, toAgencyCode: agencyCode, reason };
      const transferred = caseFact<CaseTransferred>(next, 'case.transferred', data);
      return { next, facts: ruled ? [transferred, ruling(next, lead.agencyCode, agencyCode, reason)] : [transferred] };
    },
  },
};

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
