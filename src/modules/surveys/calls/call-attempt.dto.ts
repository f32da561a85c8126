import { IsDefined, IsIn } from 'class-validator';
import { ENDED_TEXTS } from '../domain/survey-end.ts';
import { SurveyReasonView } from '../survey-record.dto.ts';
import { CALL_OUTCOMES, type CallOutcome } from './domain/survey-call-facts.ts';
import type { SurveyCall } from './domain/survey-call.ts';

export class CallAttemptDto {
  /** What came of the call. Answers are sent to `…/answer`. */
  @IsIn(CALL_OUTCOMES)
  @IsDefined()
  outcome: CallOutcome;
}

/** How a call stands. */
export class CallStandingView {
  id: string;
  /** Until when it is the caller's alone; null when it is nobody's. */
  claimedUntil: string | null;
  /** Calls that came to nothing. */
  attempts: number;
  /** Whether somebody is still to call. */
  waiting: boolean;
  /** Why the survey ended; null when it can still be answered. */
  reason: SurveyReasonView | null;
}

export function toCallStanding(call: SurveyCall, language: 'zh-TW' | 'en', write: (at: Date) => string): CallStandingView {
  const { id, claimedUntil, attempts, callBy, endReason } = call;
  return {
    id,
    claimedUntil: claimedUntil && write(claimedUntil),
    attempts,
    waiting: callBy !== null && endReason === null,
    reason: endReason && { code: endReason, text: ENDED_TEXTS[endReason][language] },
  };
}
