import type { Scope } from '../../../../kernel/actor.ts';
import { caseFact, type ChildAdded, type ChildRemoved } from '../../domain/case-facts.ts';
import type { Case } from '../../domain/case.ts';
import type { CaseDecision, CommandCircumstances } from '../../domain/command-rule.ts';
import { checkLead, decideCase } from '../../domain/decide-case.ts';
import { checkGiver } from '../../domain/recusal-check.ts';

/** What joining a family, or leaving one, leads to for both. */
export interface FamilyDecision {
  readonly child: CaseDecision;
  readonly parent: CaseDecision;
}

/** @throws IllegalCommand, NotLeadAgency – of either –, and what the command's own rule throws */
export function decideSetParent(
  of: Case,
  parent: Case,
  reason: string,
  scope: Scope,
  circumstances: CommandCircumstances,
): FamilyDecision {
  const child = decideCase(of, { type: 'set-parent', parent, reason }, scope, circumstances);
  checkGiver(parent, circumstances.by);
  checkLead(parent, scope);
  const children = [...parent.children, { caseNo: of.caseNo, open: true }];
  const next: Case = { ...parent, version: parent.version + 1, children };
  const data = { caseNo: of.caseNo, reason };
  return { child, parent: { next, facts: [caseFact<ChildAdded>(next, 'case.child_added', data)] } };
}

/** @throws IllegalCommand, NotLeadAgency – of either –, and what the command's own rule throws */
export function decideClearParent(
  of: Case,
  parent: Case,
  reason: string,
  scope: Scope,
  circumstances: CommandCircumstances,
): FamilyDecision {
  const child = decideCase(of, { type: 'clear-parent', reason }, scope, circumstances);
  checkGiver(parent, circumstances.by);
  checkLead(parent, scope);
  const children = parent.children.filter(({ caseNo }) => caseNo !== of.caseNo);
  const next: Case = { ...parent, version: parent.version + 1, children };
  const data = { caseNo: of.caseNo, reason };
  return { child, parent: { next, facts: [caseFact<ChildRemoved>(next, 'case.child_removed', data)] } };
}
