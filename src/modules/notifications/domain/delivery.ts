import { MOST_ATTEMPTS, retryAt } from './back-off.ts';
import type { MessageState } from './message.ts';

/** What becomes of a message after an attempt to send it. */
export interface DeliveryOutcome {
  readonly state: Extract<MessageState, 'SENT' | 'CAPTURED' | 'RETRYING' | 'FAILED'>;
  readonly reason: string | null;
  readonly nextAttemptAt: Date | null;
  readonly sentAt: Date | null;
}

export const delivered = (captured: boolean, at: Date): DeliveryOutcome => ({
  state: captured ? 'CAPTURED' : 'SENT',
  reason: null,
  nextAttemptAt: null,
  sentAt: at,
});

export const givenUp = (reason: string): DeliveryOutcome => ({ state: 'FAILED', reason, nextAttemptAt: null, sentAt: null });

/** After a failure: tried again later, unless the same message would be refused again or it was tried often enough. */
export function failed(
  failure: { readonly reason: string; readonly permanent: boolean },
  attempts: number,
  at: Date,
): DeliveryOutcome {
  const nextAttemptAt = failure.permanent ? null : retryAt(attempts, at);
  return nextAttemptAt ? { state: 'RETRYING', reason: failure.reason, nextAttemptAt, sentAt: null } : givenUp(failure.reason);
}

/** Whether attempts were begun and none of them ended: a message that kills its worker is not tried for ever. */
export const isExhausted = (attempts: number): boolean => attempts > MOST_ATTEMPTS;
