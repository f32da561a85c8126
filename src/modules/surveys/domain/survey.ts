import type { Fact } from '../../../kernel/fact.ts';
import type { NotAsked } from './eligibility.ts';
import {
  SurveyAlreadyAnswered,
  SurveyDetailsEmpty,
  SurveyDetailsGiven,
  SurveyEnded,
  SurveyExpired,
  SurveyNotAnswered,
} from './survey-errors.ts';
import { surveyAnswered, type SurveyDetailed, surveyDetailed, surveyReviewOpened } from './survey-facts.ts';
import type { SurveyCaller, SurveyPolicy } from './survey-policy.ts';

/** 1 is very dissatisfied, 5 very satisfied. */
export type Score = 1 | 2 | 3 | 4 | 5;

export const LEAST_SCORE = 1;
export const MOST_SCORE = 5;

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
  readonly overall: Score | null;
  /** When the questions after the first one were answered; null when none was. */
  readonly detailsAt: Date | null;
  /** When it ended without an answer before its time was over; null when it did not. */
  readonly endedAt: Date | null;
  /** Whether the case is still closed by the closing that it asks about. */
  readonly stillClosed: boolean;
}

/** A survey as it is sent. */
export interface OfferedSurvey extends Pick<Survey, 'id' | 'caseId' | 'petitionId' | 'closing' | 'offeredAt' | 'expiresAt'> {
  /** When somebody looks whether it was answered; null when nobody will. */
  readonly remindAt: Date | null;
}

/** What is kept of a survey that is not sent. */
export interface UnsentSurvey extends Pick<Survey, 'id' | 'caseId' | 'petitionId' | 'closing' | 'offeredAt'> {
  readonly reason: NotAsked;
}

/** How an answer comes: by the citizen's own link, or by telephone to a person or a machine. */
export type AnswerChannel = 'LINK' | SurveyCaller;

export interface SurveyAnswer {
  readonly overall: Score;
  readonly speed: Score | null;
  readonly attitude: Score | null;
  readonly result: Score | null;
  readonly comment: string | null;
}

/** An answer, and how it came. */
export interface GivenAnswer extends SurveyAnswer {
  readonly channel: AnswerChannel;
}

/** What may be said later than the first click. */
export type SurveyDetails = Omit<SurveyAnswer, 'overall'>;

export interface DetailedSurvey extends Survey, SurveyDetails {
  readonly overall: Score;
  readonly answeredAt: Date;
  readonly detailsAt: Date;
}

export interface AnsweredSurvey extends Survey, GivenAnswer {
  readonly answeredAt: Date;
  readonly overall: Score;
}

/** A low answer that the city supervisor looks into. */
export interface SurveyReview {
  readonly id: string;
  readonly surveyId: string;
  readonly caseId: string;
  readonly state: 'OPEN';
  readonly openedAt: Date;
}

/** What is told when an answer was stored. Kept with the idempotency key, so it repeats nothing that the citizen wrote. */
export interface SurveyReceipt {
  readonly overall: number;
  /** RFC 3339. */
  readonly answeredAt: string;
}

export interface AnswerDecision {
  readonly next: AnsweredSurvey;
  readonly review: SurveyReview | null;
  readonly facts: readonly Fact[];
}

export const expiryOf = (offeredAt: Date, { windowDays }: SurveyPolicy): Date =>
  new Date(offeredAt.getTime() + windowDays * DAY_MS);

/** When an unanswered survey is reminded of; null when never. */
export function reminderOf(offeredAt: Date, { remindAfterDays, windowDays }: SurveyPolicy): Date | null {
  if (remindAfterDays < 1 || remindAfterDays >= windowDays) return null;
  return new Date(offeredAt.getTime() + remindAfterDays * DAY_MS);
}

/** Whether an overall score is looked into by the city. */
export const isLow = (overall: Score, { lowScore }: SurveyPolicy): boolean => overall <= lowScore;

/** What decides whether a survey can be answered. */
export type Openness = Pick<Survey, 'answeredAt' | 'endedAt' | 'expiresAt' | 'stillClosed'>;

/** Whether a survey can be answered now. @throws SurveyAlreadyAnswered, SurveyEnded, SurveyExpired */
export function ensureOpen({ answeredAt, endedAt, expiresAt, stillClosed }: Openness, at: Date): void {
  if (answeredAt) throw new SurveyAlreadyAnswered();
  if (endedAt) throw new SurveyEnded();
  if (at >= expiresAt) throw new SurveyExpired();
  if (!stillClosed) throw new SurveyEnded();
}

/** @throws SurveyAlreadyAnswered, SurveyEnded, SurveyExpired */
export function decide(survey: Survey, answer: GivenAnswer, policy: SurveyPolicy, at: Date, newId: () => string): AnswerDecision {
  ensureOpen(survey, at);
  const next: AnsweredSurvey = { ...survey, ...answer, answeredAt: at, detailsAt: saysMore(answer) ? at : null };
  const answered = surveyAnswered(survey, answer);
  if (!isLow(answer.overall, policy)) return { next, review: null, facts: [answered] };
  const review: SurveyReview = { id: newId(), surveyId: survey.id, caseId: survey.caseId, state: 'OPEN', openedAt: at };
  return { next, review, facts: [answered, surveyReviewOpened(survey, review.id, answer.overall)] };
}

/**
 * What is said after the first click: once, and in the same time. An answer that said it at once leaves nothing to add.
 *
 * @throws SurveyDetailsEmpty, SurveyDetailsGiven, SurveyExpired, SurveyNotAnswered
 */
export function addDetails(survey: Survey, details: SurveyDetails, at: Date): { next: DetailedSurvey; fact: SurveyDetailed } {
  if (!saysMore(details)) throw new SurveyDetailsEmpty();
  if (survey.detailsAt) throw new SurveyDetailsGiven();
  if (at >= survey.expiresAt) throw new SurveyExpired();
  const { answeredAt, overall } = survey;
  if (answeredAt === null || overall === null) throw new SurveyNotAnswered();
  return { next: { ...survey, ...details, overall, answeredAt, detailsAt: at }, fact: surveyDetailed(survey) };
}

const saysMore = ({ speed, attitude, result, comment }: SurveyDetails): boolean =>
  [speed, attitude, result, comment].some((said) => said !== null);
