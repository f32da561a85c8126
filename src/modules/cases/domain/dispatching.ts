import type { Sla } from '../../calendar/index.ts';
import { SameAgency } from './case-errors.ts';
import {
  type CaseDispatched,
  caseFact,
  type CaseReturned,
  type CaseSentToTriage,
  type CaseTransferred,
  type CoHandlerReturned,
} from './case-facts.ts';
import type { Case } from './case.ts';
import { type CommandRules, WORKING } from './command-rule.ts';
import { endAll, endLeg, leadingLeg, send } from './legs.ts';

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
  | { readonly type: 'dispatch'; readonly agencyCode: string; readonly coAgencyCodes: readonly string[]; readonly reason: string }
  | { readonly type: 'return'; readonly reason: string; readonly proposedAgencyCode: string | null }
  | { readonly type: 'transfer'; readonly agencyCode: string; readonly reason: string };

/** @throws SameAgency */
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
      const data = { agencyCode, coAgencyCodes, by: 'RULE', ruleId, reason: null } as const;
      return { next, facts: [caseFact<CaseDispatched>(next, 'case.dispatched', data)] };
    },
  },

  dispatch: {
    from: ['TRIAGE'],
    to: 'DISPATCHED',
    decide: (moved, { agencyCode, coAgencyCodes, reason }, circumstances) => {
      const next = send(moved, agencyCode, coAgencyCodes, circumstances);
      const data = { agencyCode, coAgencyCodes, by: 'DISPATCHER', ruleId: null, reason } as const;
      return { next, facts: [caseFact<CaseDispatched>(next, 'case.dispatched', data)] };
    },
  },

  return: {
    from: WORKING,
    to: 'TRIAGE',
    decide: (moved, { reason, proposedAgencyCode }, { at }) => {
      const { agencyCode } = leadingLeg(moved);
      const next = { ...endAll(moved, 'RETURNED', at), leadAgencyCode: null, handlerId: null, reroutes: moved.reroutes + 1 };
      return { next, facts: [caseFact<CaseReturned>(next, 'case.returned', { agencyCode, reason, proposedAgencyCode })] };
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
    decide: (moved, { agencyCode, reason }, circumstances) => {
      const lead = leadingLeg(moved);
      if (lead.agencyCode === agencyCode) throw new SameAgency();
      const left = endLeg(moved, lead, 'TRANSFERRED', circumstances.at);
      const next = { ...send(left, agencyCode, [], circumstances), reroutes: moved.reroutes + 1 };
      const data = { fromAgencyCode: lead.agencyCode, toAgencyCode: agencyCode, reason };
      return { next, facts: [caseFact<CaseTransferred>(next, 'case.transferred', data)] };
    },
  },
};
