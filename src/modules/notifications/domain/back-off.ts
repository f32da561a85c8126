const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Waits after the first, second … failure: a restarted server is found soon, a broken one is left alone; given up after 17 h 21 min. */
const WAITS_MS: readonly number[] = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, 12 * HOUR_MS];

/** Times a message is tried before it is given up. */
export const MOST_ATTEMPTS = WAITS_MS.length + 1;

/** When to try again, or null to give up. @param attempts made so far, the one that failed at `at` included */
export function retryAt(attempts: number, at: Date): Date | null {
  const wait = WAITS_MS[attempts - 1];
  return wait === undefined ? null : new Date(at.getTime() + wait);
}
