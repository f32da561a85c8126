import { caseFact, type NewFactChecked } from '../../domain/case-facts.ts';
import { type CommandRules, WORKING } from '../../domain/command-rule.ts';

/** Whether a repeated petition says anything new is for a person to say. */
export type RepeatingCommand = { readonly type: 'check-new-fact'; readonly newFact: boolean; readonly reason: string };

export const REPEATING: CommandRules<RepeatingCommand> = {
  'check-new-fact': {
    from: ['TRIAGE', ...WORKING],
    to: null,
    leadOnly: true,
    decide: (moved, { newFact, reason }) => {
      const next = { ...moved, newFact };
      return { next, facts: [caseFact<NewFactChecked>(next, 'case.new_fact_checked', { newFact, reason })] };
    },
  },
};
