import type { Fact } from '../../../../kernel/fact.ts';
import type { EndReason } from '../../domain/survey-end.ts';
import { surveyEnded } from '../../domain/survey-facts.ts';
import type { SurveyCaller, SurveyPolicy } from '../../domain/survey-policy.ts';
import { ensureOpen, type Survey } from '../../domain/survey.ts';
import { SurveyCallClaimed, SurveyCallNotClaimed } from './survey-call-errors.ts';
import type { CallOutcome, SurveyCallAttempted as AttemptedFact, SurveyCallClaimed as ClaimedFact } from './survey-call-facts.ts';

const MINUTE_MS = 60_000;

/** A survey that is asked by telephone. */
export interface SurveyCall extends Survey {
  /** Null when nobody calls any more. */
  readonly callBy: SurveyCaller | null;
  /** Since when it waits; after an attempt it waits anew, behind the others. */
  readonly callSince: Date;
  /** Who took it from the list last; it is theirs until `claimedUntil`. */
  readonly claimedBy: string | null;
  /** The first instant at which others may take it. */
  readonly claimedUntil: Date | null;
  /** Calls that came to nothing. */
  readonly attempts: number;
  /** Whether the petitioner has a link as well, by which they may answer whoever calls. */
  readonly hasLink: boolean;
  readonly endReason: EndReason | null;
}

export interface CallDecision {
  readonly next: SurveyCall;
  readonly facts: readonly Fact[];
}

/** @throws SurveyCallClaimed when somebody else has the call */
export function ensureFree({ claimedBy, claimedUntil }: SurveyCall, by: string, at: Date): void {
  if (claimedBy !== by && claimedUntil !== null && at < claimedUntil) throw new SurveyCallClaimed();
}

/**
 * Takes a call from the list, or has it for longer.
 *
 * @throws SurveyAlreadyAnswered, SurveyEnded, SurveyExpired, SurveyCallClaimed
 */
export function claimCall(call: SurveyCall, by: string, { callClaimMinutes }: SurveyPolicy, at: Date): CallDecision {
  ensureOpen(call, at);
  ensureFree(call, by, at);
  const claimedUntil = new Date(at.getTime() + callClaimMinutes * MINUTE_MS);
  const fact: ClaimedFact = {
    type: 'survey.call_claimed',
    subject: { kind: 'survey', id: call.id },
    data: { caseId: call.caseId, until: claimedUntil.toISOString() },
  };
  return { next: { ...call, claimedBy: by, claimedUntil }, facts: [fact] };
}

/**
 * A call without an answer gives the claim back. Who refuses is not called again; who is not reached is, up to the city's number of
 * attempts: then the survey ends, or waits for the answer by link of somebody who has one.
 *
 * @throws SurveyAlreadyAnswered, SurveyEnded, SurveyExpired, SurveyCallClaimed, SurveyCallNotClaimed
 */
export function noteAttempt(
  call: SurveyCall,
  outcome: CallOutcome,
  by: string,
  { callAttempts }: SurveyPolicy,
  at: Date,
): CallDecision {
  ensureOpen(call, at);
  ensureFree(call, by, at);
  if (call.claimedBy !== by || call.claimedUntil === null || at >= call.claimedUntil) throw new SurveyCallNotClaimed();
  const attempts = call.attempts + 1;
  const tried: SurveyCall = { ...call, attempts, callSince: at, claimedBy: null, claimedUntil: null };
  const attempted = attemptedFact(call, outcome, attempts);
  if (outcome === 'REFUSED') return ended(tried, 'REFUSED', attempted, at);
  if (attempts < callAttempts) return { next: tried, facts: [attempted] };
  if (call.hasLink) return { next: { ...tried, callBy: null }, facts: [attempted] };
  return ended(tried, 'NOT_REACHED', attempted, at);
}

const ended = (call: SurveyCall, reason: EndReason, attempted: Fact, at: Date): CallDecision => ({
  next: { ...call, endedAt: at, endReason: reason },
  facts: [attempted, surveyEnded({ ...call, reason })],
});

const attemptedFact = ({ id, caseId }: Survey, outcome: CallOutcome, attempt: number): AttemptedFact => ({
  type: 'survey.call_attempted',
  subject: { kind: 'survey', id },
  data: { caseId, outcome, attempt },
});
