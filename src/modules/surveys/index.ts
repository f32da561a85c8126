export type * from './domain/survey-facts.ts';
export { CALLERS, type SurveyCaller, SurveyPolicy } from './domain/survey-policy.ts';
export { SurveyCalls } from './calls/survey-call.service.ts';
export { SurveyAlarms } from './reminding/survey-alarm.service.ts';
export { ReopenAlarms } from './reopening/reopen-alarm.service.ts';
export type { ReopenDecided, ReopenRang, ReopenRequested } from './reopening/domain/reopen-facts.ts';
export { SurveyTokens } from './survey-tokens.service.ts';
export { SurveyModule, SurveyPolicyModule } from './survey.module.ts';
export { SurveyForgetting } from './survey-forgetting.repository.ts';
