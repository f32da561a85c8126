import type { SurveyPolicy } from '../../src/modules/surveys/index.ts';

/** Everybody is asked for seven days, again after thirty, and reminded after three; 1 and 2 are low. */
export const ASK_EVERYBODY = {
  percent: 100,
  percentByCategory: {},
  quietDays: 30,
  windowDays: 7,
  lowScore: 2,
  remindAfterDays: 3,
  calls: 'OPERATOR',
  callAttempts: 3,
  callClaimMinutes: 10,
  reopenDecisionDays: 2,
} satisfies SurveyPolicy;
