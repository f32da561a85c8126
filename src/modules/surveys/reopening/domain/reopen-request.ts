import type { Survey } from '../../domain/survey.ts';
import { SurveyExpired } from '../../domain/survey-errors.ts';
import type { SurveyPolicy } from '../../domain/survey-policy.ts';
import { isLow } from '../../domain/survey.ts';
import { CaseOpenAgain, NotDissatisfied, ReopenRequestDecided, ReopenRequestedAlready } from './reopen-errors.ts';
import type { ReopenDecided, ReopenRequested } from './reopen-facts.ts';

/** `OVERTAKEN`: the case was opened again before anybody decided. */
export const REOPEN_STATES = ['OPEN', 'APPROVED', 'REJECTED', 'OVERTAKEN'] as const;
export type ReopenState = (typeof REOPEN_STATES)[number];

/** A citizen's "not fixed": asks for the case to be opened again; the city decides. */
export interface ReopenRequest {
  readonly id: string;
  readonly surveyId: string;
  readonly petitionId: string;
  readonly caseId: string;
  /** Which closing of the case is not accepted. */
  readonly closing: number;
  readonly reason: string;
  readonly state: ReopenState;
  readonly requestedAt: Date;
  /** The last instant at which a decision is on time. */
  readonly dueAt: Date;
  readonly decidedAt: Date | null;
  /** Null when nobody decided, or when the case was opened again without looking at it. */
  readonly decidedBy: string | null;
  readonly note: string | null;
}

/** What is told of a request. Kept with the idempotency key, so it repeats nothing that the citizen wrote. */
export interface ReopenReceipt {
  /** RFC 3339. */
  readonly requestedAt: string;
  /** RFC 3339. */
  readonly dueAt: string;
}

export type Decision = Extract<ReopenState, 'APPROVED' | 'REJECTED'>;

/**
 * The request of a citizen who gave a low answer, once, in the time of the survey.
 *
 * @throws NotDissatisfied, ReopenRequestedAlready, SurveyExpired, CaseOpenAgain
 */
export function requestReopening(
  survey: Survey,
  requestedBefore: boolean,
  made: Pick<ReopenRequest, 'id' | 'reason' | 'requestedAt' | 'dueAt'>,
  policy: SurveyPolicy,
): { request: ReopenRequest; fact: ReopenRequested } {
  if (requestedBefore) throw new ReopenRequestedAlready();
  if (made.requestedAt >= survey.expiresAt) throw new SurveyExpired();
  if (survey.overall === null || !isLow(survey.overall, policy)) throw new NotDissatisfied();
  if (!survey.stillClosed) throw new CaseOpenAgain();
  const { id: surveyId, caseId, petitionId, closing } = survey;
  const undecided = { state: 'OPEN', decidedAt: null, decidedBy: null, note: null } as const;
  const request: ReopenRequest = { ...made, surveyId, caseId, petitionId, closing, ...undecided };
  const data = { caseId, petitionId, requestId: made.id, dueAt: made.dueAt.toISOString() };
  return { request, fact: { type: 'survey.reopen_requested', subject: { kind: 'survey', id: surveyId }, data } };
}

/** @throws ReopenRequestDecided */
export function decideRequest(
  request: ReopenRequest,
  decision: Decision,
  by: { readonly id: string; readonly note: string; readonly at: Date },
): { next: ReopenRequest; fact: ReopenDecided } {
  if (request.state !== 'OPEN') throw new ReopenRequestDecided();
  const next: ReopenRequest = { ...request, state: decision, decidedAt: by.at, decidedBy: by.id, note: by.note };
  return { next, fact: reopenDecided(next, decision) };
}

/** A case that was opened again has granted what is still asked for. */
export function overtake(request: ReopenRequest, at: Date): { next: ReopenRequest; fact: ReopenDecided } {
  const next: ReopenRequest = { ...request, state: 'OVERTAKEN', decidedAt: at };
  return { next, fact: reopenDecided(next, 'OVERTAKEN') };
}

const reopenDecided = (
  { id, surveyId, caseId, petitionId, note }: ReopenRequest,
  decision: ReopenDecided['data']['decision'],
): ReopenDecided => ({
  type: 'survey.reopen_decided',
  subject: { kind: 'survey', id: surveyId },
  data: { caseId, petitionId, requestId: id, decision, note },
});
