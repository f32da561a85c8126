import type { SurveyPolicy } from '../../src/modules/surveys/index.ts';

/** Everybody is asked, again after thirty days, and reminded after three. */
export const ASK_EVERYBODY = {
  percent: 100,
  percentByCategory: {},
  quietDays: 30,
  remindAfterDays: 3,
  calls: 'OPERATOR',
  callAttempts: 3,
  callClaimMinutes: 10,
  reopenDecisionDays: 2,
} satisfies SurveyPolicy;
