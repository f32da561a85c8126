import { HandlerNotOfAgency } from './case-errors.ts';
import {
  type CaseAssigned,
  caseFact,
  type CoHandlerAccepted,
  type CoHandlerAnswered,
  type CoHandlerReturned,
} from './case-facts.ts';
import { type CaseCommand, type CaseDecision, type HandlerChoice, RULES } from './case-lifecycle.ts';
import type { Assignment, Case } from './case.ts';
import { changeLeg, type Circumstances, endLeg } from './legs.ts';

/** What a co-handler may do to its own leg. */
export type LegCommand = Extract<CaseCommand, { type: 'accept' | 'assign' | 'return' | 'submit-reply' }>;

export const isLegCommand = (command: CaseCommand): command is LegCommand => RULES[command.type].ownLegFrom !== undefined;

/** Decides; the case's status stays, and nothing but the leg changes. @throws HandlerNotOfAgency */
export function decideLeg(of: Case, leg: Assignment, command: LegCommand, { at }: Circumstances): CaseDecision {
  const { agencyCode } = leg;
  switch (command.type) {
    case 'accept': {
      const handlerId = command.handler === null ? leg.handlerId : checked(command.handler, leg);
      const next = changeLeg(of, leg, { status: 'ACCEPTED', handlerId, acceptedAt: at });
      return { next, facts: [caseFact<CoHandlerAccepted>(next, 'case.co_handler_accepted', { agencyCode, handlerId })] };
    }
    case 'assign':
      return assign(of, leg, command.handler);
    case 'return': {
      const next = endLeg(of, leg, 'RETURNED', at);
      const { reason, proposedAgencyCode } = command;
      const data = { agencyCode, reason, proposedAgencyCode };
      return { next, facts: [caseFact<CoHandlerReturned>(next, 'case.co_handler_returned', data)] };
    }
    case 'submit-reply': {
      const acceptedAt = leg.acceptedAt ?? at;
      const next = changeLeg(of, leg, { status: 'ANSWERED', acceptedAt, answer: command.text, answeredAt: at });
      return {
        next,
        facts: [caseFact<CoHandlerAnswered>(next, 'case.co_handler_answered', { agencyCode, answer: command.text })],
      };
    }
  }
}

/** @throws HandlerNotOfAgency */
export function assign(of: Case, leg: Assignment, handler: HandlerChoice): CaseDecision {
  const handlerId = checked(handler, leg);
  const next = changeLeg(of, leg, { handlerId });
  return { next, facts: [caseFact<CaseAssigned>(next, 'case.assigned', { agencyCode: leg.agencyCode, handlerId })] };
}

/** @throws HandlerNotOfAgency */
export function checked(handler: HandlerChoice, leg: Assignment): string {
  if (!handler.agencyCodes.includes(leg.agencyCode)) throw new HandlerNotOfAgency();
  return handler.id;
}
