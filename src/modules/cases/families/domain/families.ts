import { CaseIsFinal } from '../../domain/case-errors.ts';
import { caseFact, type ParentCleared, type ParentSet } from '../../domain/case-facts.ts';
import type { Case, CaseStatus } from '../../domain/case.ts';
import { type CommandRules, FINAL_STATUSES, WORKING } from '../../domain/command-rule.ts';
import { FamilyTooDeep, HasNoParent, HasParent, ParentOfItself } from './family-errors.ts';

/** A case that is to be a parent, as far as its child needs to know it. */
export type ParentCase = Pick<Case, 'id' | 'caseNo' | 'status' | 'parent'>;

/** Cases that are worked on apart but belong together (母案, 子案): the parent waits for its children. */
export type FamilyCommand =
  | { readonly type: 'set-parent'; readonly parent: ParentCase; readonly reason: string }
  | { readonly type: 'clear-parent'; readonly reason: string };

const OPEN: readonly CaseStatus[] = ['TRIAGE', ...WORKING];

/** @throws ParentOfItself, HasParent, HasNoParent, CaseIsFinal, FamilyTooDeep */
export const FAMILIES: CommandRules<FamilyCommand> = {
  'set-parent': {
    from: OPEN,
    to: null,
    leadOnly: true,
    decide: (moved, { parent, reason }) => {
      if (parent.id === moved.id) throw new ParentOfItself();
      if (moved.parent !== null) throw new HasParent(moved.parent.caseNo);
      if (FINAL_STATUSES.includes(parent.status)) throw new CaseIsFinal();
      if (parent.parent !== null || moved.children.length > 0) throw new FamilyTooDeep();
      const next = { ...moved, parent: { id: parent.id, caseNo: parent.caseNo, open: true } };
      const data = { parentCaseNo: parent.caseNo, reason };
      return { next, facts: [caseFact<ParentSet>(next, 'case.parent_set', data)] };
    },
  },

  'clear-parent': {
    from: OPEN,
    to: null,
    leadOnly: true,
    decide: (moved, { reason }) => {
      if (moved.parent === null) throw new HasNoParent();
      const next = { ...moved, parent: null };
      const data = { parentCaseNo: moved.parent.caseNo, reason };
      return { next, facts: [caseFact<ParentCleared>(next, 'case.parent_cleared', data)] };
    },
  },
};
