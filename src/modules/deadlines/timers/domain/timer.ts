import type { Fact } from '../../../../kernel/fact.ts';

/**
 * What a timer is for.
 *
 * - `SUPPLEMENT` ends the time in which a petitioner may answer a question
 * - `RETURN` reminds those who decide which agency has a case that was given back; its subject is `<CITY|OTHER>:<HALF|OVER>`
 * - `PROMISE` reminds of what is promised while a case is tracked; its subject is `<id of the promise>:<SOON|OVER>`
 */
export type TimerKind = 'SUPPLEMENT' | 'RETURN' | 'PROMISE';

/** A small clock of one case besides its deadline; there is one for each case, kind and subject. */
export interface Timer {
  readonly caseId: string;
  readonly kind: TimerKind;
  /** What of the case it is about, e.g. the id of a question. */
  readonly subject: string;
  readonly ringAt: Date;
  /** From when it is counted in office time; left out when it rings at a fixed instant. */
  readonly countedFrom?: Date;
}

/** A timer as it is kept. */
export interface StoredTimer extends Timer {
  readonly id: string;
  readonly rungAt: Date | null;
  readonly cancelledAt: Date | null;
}

/** The time of something has come. The fact's subject is the case, so that it stands in the timeline. */
export type TimerRang = Fact<'timer.rang', { readonly kind: TimerKind; readonly subject: string; readonly ringAt: string }>;

export const timerRang = ({ caseId, kind, subject, ringAt }: Timer): TimerRang => ({
  type: 'timer.rang',
  subject: { kind: 'case', id: caseId },
  data: { kind, subject, ringAt: ringAt.toISOString() },
});

/** Whether a timer is still to ring and its time has come: an alarm may be early, late or double. */
export const isToRing = ({ ringAt, rungAt, cancelledAt }: StoredTimer, now: Date): boolean =>
  rungAt === null && cancelledAt === null && ringAt <= now;
