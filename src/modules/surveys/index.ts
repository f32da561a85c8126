export type { NotAsked } from './domain/eligibility.ts';
export type { SurveyAnswered, SurveyOffered, SurveyReviewOpened, SurveySkipped } from './domain/survey-facts.ts';
export { SurveyTokens } from './survey-tokens.service.ts';
export { SurveyModule } from './survey.module.ts';
