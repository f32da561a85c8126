import type { Fact } from '../../../kernel/fact.ts';
import type { NotAsked } from './eligibility.ts';
import type { EndReason } from './survey-end.ts';
import type { SurveyCaller } from './survey-policy.ts';

export type SurveyOffered = Fact<
  'survey.offered',
  { readonly caseId: string; readonly petitionId: string; readonly closing: number }
>;
export type SurveySkipped = Fact<
  'survey.skipped',
  { readonly caseId: string; readonly petitionId: string; readonly closing: number; readonly reason: NotAsked }
>;
export type SurveyAnswered = Fact<
  'survey.answered',
  { readonly caseId: string; readonly overall: number; readonly channel: 'LINK' | SurveyCaller }
>;
export type SurveyDetailed = Fact<'survey.detailed', { readonly caseId: string }>;
export type SurveyReminded = Fact<'survey.reminded', { readonly caseId: string; readonly petitionId: string }>;
/** It ended without an answer, before its time was over. */
export type SurveyEndedEarly = Fact<
  'survey.ended',
  { readonly caseId: string; readonly petitionId: string; readonly closing: number; readonly reason: EndReason }
>;
export type SurveyReviewOpened = Fact<
  'survey.review_opened',
  { readonly caseId: string; readonly reviewId: string; readonly overall: number }
>;

/** What the facts say of a survey. */
interface About {
  readonly id: string;
  readonly caseId: string;
}

export const surveyOffered = (survey: About & { readonly petitionId: string; readonly closing: number }): SurveyOffered => ({
  type: 'survey.offered',
  subject: { kind: 'survey', id: survey.id },
  data: { caseId: survey.caseId, petitionId: survey.petitionId, closing: survey.closing },
});

/** The case is the subject: its own history tells who was not asked, and why. */
export const surveySkipped = ({ caseId, petitionId, closing, reason }: SurveySkipped['data']): SurveySkipped => ({
  type: 'survey.skipped',
  subject: { kind: 'case', id: caseId },
  data: { caseId, petitionId, closing, reason },
});

/** The case is the subject, as of what is skipped. */
export const surveyEnded = ({ caseId, petitionId, closing, reason }: SurveyEndedEarly['data']): SurveyEndedEarly => ({
  type: 'survey.ended',
  subject: { kind: 'case', id: caseId },
  data: { caseId, petitionId, closing, reason },
});

export const surveyAnswered = (
  survey: About,
  { overall, channel }: Pick<SurveyAnswered['data'], 'overall' | 'channel'>,
): SurveyAnswered => ({
  type: 'survey.answered',
  subject: { kind: 'survey', id: survey.id },
  data: { caseId: survey.caseId, overall, channel },
});

export const surveyReviewOpened = (survey: About, reviewId: string, overall: number): SurveyReviewOpened => ({
  type: 'survey.review_opened',
  subject: { kind: 'survey', id: survey.id },
  data: { caseId: survey.caseId, reviewId, overall },
});

export const surveyDetailed = (survey: About): SurveyDetailed => ({
  type: 'survey.detailed',
  subject: { kind: 'survey', id: survey.id },
  data: { caseId: survey.caseId },
});

export const surveyReminded = (survey: About & { readonly petitionId: string }): SurveyReminded => ({
  type: 'survey.reminded',
  subject: { kind: 'survey', id: survey.id },
  data: { caseId: survey.caseId, petitionId: survey.petitionId },
});
