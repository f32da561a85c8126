import type { Fact } from '../../../../kernel/fact.ts';

/** What came of a call without an answer. */
export const CALL_OUTCOMES = ['NOT_REACHED', 'REFUSED'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

export type SurveyCallClaimed = Fact<'survey.call_claimed', { readonly caseId: string; readonly until: string }>;
/** Somebody called, and there is no answer. `attempt` is 1 for the first. */
export type SurveyCallAttempted = Fact<
  'survey.call_attempted',
  { readonly caseId: string; readonly outcome: CallOutcome; readonly attempt: number }
>;
