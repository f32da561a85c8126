/** Failures in a row before an account is locked (資通系統防護基準, 身分驗證管理: five, and at least fifteen minutes). */
export const FAILURES_ALLOWED = 5;
export const LOCK_MINUTES = 15;

/** What is remembered of failed sign-ins. `failures` counts those since the last success or lock. */
export interface SignInCounter {
  readonly failures: number;
  readonly lockedUntil: Date | null;
}

export const UNTRIED: SignInCounter = { failures: 0, lockedUntil: null };

/** LOCKED: the attempt came too late to count, and nobody is told whether its password was right. */
export type Verdict = 'ADMITTED' | 'REFUSED' | 'LOCKED';

/** What came of one attempt, and the counter after it. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly next: SignInCounter;
}

/** The lock ends at `lockedUntil`, which is no longer locked itself. */
export const isLocked = ({ lockedUntil }: SignInCounter, now: Date): boolean => lockedUntil !== null && now < lockedUntil;

/** Judges one attempt and counts it. While locked nothing counts: attempts neither help nor prolong the lock. */
export function judge(counter: SignInCounter, right: boolean, now: Date): Judgement {
  if (isLocked(counter, now)) return { verdict: 'LOCKED', next: counter };
  if (right) return { verdict: 'ADMITTED', next: UNTRIED };
  const failures = counter.failures + 1;
  if (failures < FAILURES_ALLOWED) return { verdict: 'REFUSED', next: { failures, lockedUntil: null } };
  return { verdict: 'REFUSED', next: { failures: 0, lockedUntil: new Date(now.getTime() + LOCK_MINUTES * 60_000) } };
}
