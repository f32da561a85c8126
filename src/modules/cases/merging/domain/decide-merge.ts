import type { Scope } from '../../../../kernel/actor.ts';
import { CaseIsFinal } from '../../domain/case-errors.ts';
import { caseFact, type MergeReceived, type MergeUndone } from '../../domain/case-facts.ts';
import { type Case, hasBegun } from '../../domain/case.ts';
import { type CaseDecision, type CommandCircumstances, FINAL_STATUSES } from '../../domain/command-rule.ts';
import { checkLead, decideCase } from '../../domain/decide-case.ts';
import { activeRecusals, checkGiver, isAnsweredByRecused, isWorkedOnByRecused } from '../../domain/recusal-check.ts';
import { MergeIntoItself, MergeIntoUnconfirmed, MergeMeetsRecused, MergeWouldLose, SurvivorIsFinal } from './merging-errors.ts';

/** What merging two cases, or taking them apart, leads to for each. */
export interface MergeDecision {
  readonly merged: CaseDecision;
  /** The case that answers for both. */
  readonly survivor: CaseDecision;
}

/** What another case has to be too, to answer for this one. */
export type Protected = Pick<Case, 'safetyHazard' | 'confidential'>;

/** Which petitions move, and why. */
export interface Move {
  readonly petitionIds: readonly string[];
  readonly reason: string;
}

/**
 * Merges a case into another, which answers for both from then on. A final case takes none in, and a merged one is final: so
 * pointers lead from case to case to one that is open or was closed for all, and never in a circle. Whoever is recused from the one is
 * recused from both while they are one.
 *
 * @param scope of whoever merges: an agency must lead both
 * @throws MergeIntoItself, IllegalCommand, NotLeadAgency, ChildrenOpen, CaseIsFinal, MergeIntoUnconfirmed, MergeWouldLose, MergeMeetsRecused,
 *   CaseRecused
 */
export function decideMerge(of: Case, into: Case, move: Move, scope: Scope, circumstances: CommandCircumstances): MergeDecision {
  if (of.id === into.id) throw new MergeIntoItself();
  const merged = decideCase(of, { type: 'merge', into, ...move }, scope, circumstances);
  checkGiver(into, circumstances.by);
  checkLead(into, scope);
  checkTakesIn(into, of);
  checkMeets(into, of);
  const next: Case = {
    ...into,
    version: into.version + 1,
    petitionCount: into.petitionCount + of.petitionCount,
    recusals: [...into.recusals, ...activeRecusals(of)],
  };
  const data = { caseId: of.id, caseNo: of.caseNo, ...move };
  return { merged, survivor: { next, facts: [caseFact<MergeReceived>(next, 'case.merge_received', data)] } };
}

/**
 * Takes a case out of the one that answers for it: each has again what it came with.
 *
 * @param survivor at the end of the merges, not the one in between
 * @param move     the petitions that came with the case, those of cases that were merged into it before among them
 * @throws IllegalCommand, NotLeadAgency, SurvivorIsFinal, CaseRecused
 */
export function decideUnmerge(
  of: Case,
  survivor: Case,
  move: Move,
  scope: Scope,
  circumstances: CommandCircumstances,
): MergeDecision {
  const merged = decideCase(of, { type: 'unmerge', from: survivor, ...move }, scope, circumstances);
  checkGiver(survivor, circumstances.by);
  checkLead(survivor, scope);
  if (FINAL_STATUSES.includes(survivor.status)) throw new SurvivorIsFinal(survivor.caseNo);
  const count = move.petitionIds.length;
  const theirs = of.recusals.map(({ id }) => id);
  const next: Case = {
    ...survivor,
    version: survivor.version + 1,
    petitionCount: survivor.petitionCount - count,
    recusals: survivor.recusals.filter(({ id }) => !theirs.includes(id)),
  };
  const data = { caseId: of.id, caseNo: of.caseNo, ...move };
  return {
    merged: { ...merged, next: { ...merged.next, petitionCount: count } },
    survivor: { next, facts: [caseFact<MergeUndone>(next, 'case.merge_undone', data)] },
  };
}

/** @throws CaseIsFinal, MergeIntoUnconfirmed, MergeWouldLose */
export function checkTakesIn(into: Case, of: Protected): void {
  if (FINAL_STATUSES.includes(into.status)) throw new CaseIsFinal(into.mergedInto);
  if (!hasBegun(into)) throw new MergeIntoUnconfirmed();
  const lost = [
    ...(of.safetyHazard && !into.safetyHazard ? (['SAFETY_HAZARD'] as const) : []),
    ...(of.confidential && !into.confidential ? (['CONFIDENTIALITY'] as const) : []),
  ];
  if (lost.length > 0) throw new MergeWouldLose(lost);
}

/** @throws MergeMeetsRecused */
function checkMeets(into: Case, of: Case): void {
  const asTheirs = { ...into, recusals: of.recusals };
  if (isWorkedOnByRecused(asTheirs) || isAnsweredByRecused(asTheirs)) throw new MergeMeetsRecused();
}
