import type { Scope } from '../../../kernel/actor.ts';
import type { DomainError } from '../../../kernel/errors.ts';
import { CaseAnonymised, IllegalCommand, NotLeadAgency } from './case-errors.ts';
import { type CaseCommand, type CommandType, isOpenIn, isOpenTo, openCommands, ruleOf } from './case-lifecycle.ts';
import type { Case } from './case.ts';
import type { CaseDecision, CommandCircumstances, CommandGiver } from './command-rule.ts';
import { leads, legOf } from './legs.ts';
import { helped, tied } from './loose-ends.ts';
import { checkGiver, checkRecusals } from './recusal-check.ts';
import { askedNow, holds } from './reply-draft.ts';

/**
 * Decides; does not do.
 *
 * @param scope of whoever gives the command
 * @throws CaseAnonymised when nothing is left to do it to; IllegalCommand when the status does not allow the command, or what its rule says instead; NotLeadAgency; CaseRecused when whoever gives
 *   it is recused, or whoever would work on the case then is; what the command's own rule throws
 */
export function decideCase(current: Case, command: CaseCommand, scope: Scope, circumstances: CommandCircumstances): CaseDecision {
  if (current.anonymisedAt !== null) throw new CaseAnonymised();
  checkGiver(current, circumstances.by);
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
    return helped(current, ownLeg(next, leg, command, circumstances));
  }
  const refusal = refusalOf(current, command.type, circumstances.at);
  if (refusal) throw refusal;
  checkLeading(command.type, leads(current, scope) || isAsked(current, circumstances.by));
  const decision = decide({ ...next, status: to ?? current.status }, command, circumstances);
  return tied(current, { ...decision, next: withoutIdleDraft(decision.next) }, circumstances.at);
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

/** Why a case is in no state for a command; null when it is. */
const refusalOf = (current: Case, type: CommandType, at: Date): DomainError | null =>
  isOpenIn(current, type) ? null : (ruleOf(type).refusal?.(current, at) ?? illegal(type, current));

/** @throws NotLeadAgency */
function checkLeading(type: CommandType, mayLead: boolean): void {
  const { leadOnly, ownLeg } = ruleOf(type);
  if (!mayLead && (leadOnly || ownLeg)) throw new NotLeadAgency();
}

/** @throws NotLeadAgency unless somebody of the leading agency, or who looks after the whole city, asks */
export function checkLead(of: Case, scope: Scope): void {
  if (!leads(of, scope)) throw new NotLeadAgency();
}

const illegal = (type: CommandType, current: Case): IllegalCommand =>
  new IllegalCommand(type, current.status, openCommands(current));
