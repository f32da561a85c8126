import type { Scope } from '../../../kernel/actor.ts';
import { IllegalCommand, NotLeadAgency } from './case-errors.ts';
import { type CaseCommand, type CommandType, isOpenIn, isOpenTo, openCommands, ruleOf } from './case-lifecycle.ts';
import type { Case } from './case.ts';
import type { CaseDecision } from './command-rule.ts';
import { type Circumstances, legOf } from './legs.ts';
import { tied } from './loose-ends.ts';

/**
 * Decides; does not do.
 *
 * @param scope of whoever gives the command
 * @throws IllegalCommand when the status does not allow the command; NotLeadAgency; what the command's own rule throws
 */
export function decideCase(current: Case, command: CaseCommand, scope: Scope, circumstances: Circumstances): CaseDecision {
  const { to, ownLeg, decide } = ruleOf(command.type);
  const leg = legOf(current, scope);
  const next = { ...current, version: current.version + 1 };
  if (leg?.role === 'CO_HANDLER' && ownLeg) {
    if (!isOpenTo(leg, command.type, current)) throw illegal(command.type, current);
    return ownLeg(next, leg, command, circumstances);
  }
  check(current, command.type, scope.all || leg?.role === 'LEAD');
  return tied(current, decide({ ...next, status: to ?? current.status }, command, circumstances), circumstances.at);
}

/** @throws IllegalCommand, NotLeadAgency */
function check(current: Case, type: CommandType, mayLead: boolean): void {
  const { leadOnly, ownLeg } = ruleOf(type);
  if (!isOpenIn(current, type)) throw illegal(type, current);
  if (!mayLead && (leadOnly || ownLeg)) throw new NotLeadAgency();
}

/** @throws NotLeadAgency unless somebody of the leading agency, or who looks after the whole city, asks */
export function checkLead(of: Case, scope: Scope): void {
  if (!scope.all && legOf(of, scope)?.role !== 'LEAD') throw new NotLeadAgency();
}

const illegal = (type: CommandType, current: Case): IllegalCommand =>
  new IllegalCommand(type, current.status, openCommands(current));
