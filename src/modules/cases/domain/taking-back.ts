import { DomainError } from '../../../kernel/errors.ts';
import { caseFact, type CaseTakenBack } from './case-facts.ts';
import type { Assignment, Case } from './case.ts';
import type { CaseDecision, CommandRules } from './command-rule.ts';
import { deciderOf } from './dispatching.ts';
import { changeLeg, leadingLeg } from './legs.ts';

/** Takes back work that nobody has begun: the head of an agency from a handler, a dispatcher from an agency. */
export interface TakingBackCommand {
  readonly type: 'take-back';
  readonly from: 'HANDLER' | 'AGENCY';
  readonly reason: string;
}

/** @throws NothingToTakeBack */
export const TAKING_BACK: CommandRules<TakingBackCommand> = {
  'take-back': {
    from: ['DISPATCHED'],
    to: null,
    orTo: ['TRIAGE'],
    leadOnly: true,
    decide: (moved, command) =>
      command.from === 'HANDLER'
        ? fromHandler(moved, leadingLeg(moved), command.reason)
        : fromAgency(moved, leadingLeg(moved), command),
    ownLeg: (of, leg, { reason }) => fromHandler(of, leg, reason),
  },
};

function fromHandler(of: Case, leg: Assignment, reason: string): CaseDecision {
  const { agencyCode, handlerId } = leg;
  if (handlerId === null || leg.status !== 'ASSIGNED') throw new NothingToTakeBack();
  const next = changeLeg(of, leg, { handlerId: null });
  const data = { from: 'HANDLER', agencyCode, handlerId, reason, decidedBy: null } as const;
  return { next, facts: [caseFact<CaseTakenBack>(next, 'case.taken_back', data)] };
}

/** As with a return, the agency stays responsible until it is decided who has the case; but it is no change of hands that it asked for. */
function fromAgency(of: Case, lead: Assignment, { reason }: TakingBackCommand): CaseDecision {
  if (lead.status !== 'ASSIGNED') throw new NothingToTakeBack();
  const left = changeLeg(of, lead, { status: 'TAKEN_BACK', handlerId: null });
  const next: Case = { ...left, status: 'TRIAGE' };
  const data = { from: 'AGENCY', agencyCode: lead.agencyCode, handlerId: null, reason, decidedBy: deciderOf(next) } as const;
  return { next, facts: [caseFact<CaseTakenBack>(next, 'case.taken_back', data)] };
}

/** Nobody was given it, or it has been accepted meanwhile. */
export class NothingToTakeBack extends DomainError {
  readonly code = 'case.nothing_to_take_back';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '沒有可以收回的工作，或已被受理', en: 'There is nothing to take back, or it has been accepted' };
}
