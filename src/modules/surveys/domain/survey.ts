import type { Fact } from '../../../kernel/fact.ts';
import { SurveyAlreadyAnswered, SurveyExpired } from './survey-errors.ts';
import { surveyAnswered, surveyReviewOpened } from './survey-facts.ts';

/** 1 is very dissatisfied, 5 very satisfied. */
export type Score = 1 | 2 | 3 | 4 | 5;

export const LEAST_SCORE = 1;
export const MOST_SCORE = 5;

/** An overall score up to this one is looked into by the city. */
const LOW_SCORE = 2;

/** Whole days a citizen has for the answer, counted from the offer. */
const WINDOW_DAYS = 7;
const DAY_MS = 86_400_000;

export const COMMENT_LENGTH = 2_000;

/** One petitioner's survey about one closing of a case. */
export interface Survey {
  readonly id: string;
  readonly caseId: string;
  readonly petitionId: string;
  /** Which closing of the case it asks about: 1 for the first. */
  readonly closing: number;
  readonly offeredAt: Date;
  /** The first instant at which an answer is late. */
  readonly expiresAt: Date;
  readonly answeredAt: Date | null;
}

export interface SurveyAnswer {
  readonly overall: Score;
  readonly speed: Score | null;
  readonly attitude: Score | null;
  readonly result: Score | null;
  readonly comment: string | null;
}

export interface AnsweredSurvey extends Survey, SurveyAnswer {
  readonly answeredAt: Date;
}

/** A low answer that the city supervisor looks into. */
export interface SurveyReview {
  readonly id: string;
  readonly surveyId: string;
  readonly caseId: string;
  readonly state: 'OPEN';
  readonly openedAt: Date;
}

export interface AnswerDecision {
  readonly next: AnsweredSurvey;
  readonly review: SurveyReview | null;
  readonly facts: readonly Fact[];
}

export const expiryOf = (offeredAt: Date): Date => new Date(offeredAt.getTime() + WINDOW_DAYS * DAY_MS);

/** Whether a survey can be answered now. @throws SurveyAlreadyAnswered, SurveyExpired */
export function ensureOpen(survey: Pick<Survey, 'answeredAt' | 'expiresAt'>, at: Date): void {
  if (survey.answeredAt) throw new SurveyAlreadyAnswered();
  if (at >= survey.expiresAt) throw new SurveyExpired();
}

/** @throws SurveyAlreadyAnswered, SurveyExpired */
export function decide(survey: Survey, answer: SurveyAnswer, at: Date, newId: () => string): AnswerDecision {
  ensureOpen(survey, at);
  const next: AnsweredSurvey = { ...survey, ...answer, answeredAt: at };
  if (answer.overall > LOW_SCORE) return { next, review: null, facts: [surveyAnswered(survey, answer.overall)] };
  const review: SurveyReview = { id: newId(), surveyId: survey.id, caseId: survey.caseId, state: 'OPEN', openedAt: at };
  return { next, review, facts: [surveyAnswered(survey, answer.overall), surveyReviewOpened(survey, review.id, answer.overall)] };
}
