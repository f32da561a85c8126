import type { Scope } from '../../../kernel/actor.ts';
import { IllegalCommand, NotLeadAgency } from './case-errors.ts';
import { type CaseCommand, type CommandType, isOpenTo, openCommands, ruleOf } from './case-lifecycle.ts';
import type { Case } from './case.ts';
import type { CaseDecision, CommandCircumstances, CommandGiver } from './command-rule.ts';
import { legOf } from './legs.ts';
import { CaseRecused, checkRecusals, isSignedByRecused } from './recusal.ts';
import { askedNow, holds } from './reply-draft.ts';

/**
 * Decides; does not do.
 *
 * @param scope of whoever gives the command
 * @throws IllegalCommand when the status does not allow the command; NotLeadAgency; CaseRecused when whoever gives
 *   it is recused, or whoever would work on the case then is; what the command's own rule throws
 */
export function decideCase(current: Case, command: CaseCommand, scope: Scope, circumstances: CommandCircumstances): CaseDecision {
  const { signature } = circumstances.by;
  if (signature !== null && isSignedByRecused(current, signature)) throw new CaseRecused();
  const decision = decideByRule(current, command, scope, circumstances);
  checkRecusals(decision.next);
  return decision;
}

function decideByRule(current: Case, command: CaseCommand, scope: Scope, circumstances: CommandCircumstances): CaseDecision {
  const { to, ownLeg, decide } = ruleOf(command.type);
  const leg = legOf(current, scope);
  const next = { ...current, version: current.version + 1 };
  if (leg?.role === 'CO_HANDLER' && ownLeg) {
    if (!isOpenTo(leg, command.type, current)) throw illegal(command.type, current);
    return ownLeg(next, leg, command, circumstances);
  }
  check(current, command.type, scope.all || leg?.role === 'LEAD' || isAsked(current, circumstances.by));
  const decision = decide({ ...next, status: to ?? current.status }, command, circumstances);
  return { ...decision, next: withoutIdleDraft(decision.next) };
}

/** Whether somebody's approval is asked for, whichever agency they are of. */
function isAsked({ draft }: Case, { offices }: CommandGiver): boolean {
  const asked = draft && askedNow(draft);
  return asked !== null && holds(offices, asked);
}

/** Nobody decides about the reply of a case that went another way. */
const withoutIdleDraft = (next: Case): Case =>
  next.draft?.state === 'PENDING' && next.status !== 'PENDING_APPROVAL'
    ? { ...next, draft: { ...next.draft, state: 'WITHDRAWN' } }
    : next;

/** @throws IllegalCommand, NotLeadAgency */
function check(current: Case, type: CommandType, mayLead: boolean): void {
  const { from, leadOnly, ownLeg } = ruleOf(type);
  if (!from.includes(current.status)) throw illegal(type, current);
  if (!mayLead && (leadOnly || ownLeg)) throw new NotLeadAgency();
}

const illegal = (type: CommandType, current: Case): IllegalCommand =>
  new IllegalCommand(type, current.status, openCommands(current));
