import { createHash } from 'node:crypto';

/** Counters there are for names that nobody has: a few megabytes, however many names strangers make up. */
const COUNTERS = 1 << 18;

/**
 * The counter of a name that nobody has, for the rule of names that somebody has: otherwise the lock would tell which accounts exist.
 * Names share counters, and none is kept: people type their password into the wrong field.
 *
 * @returns 0 to 262,143
 */
export const counterOfUnknown = (username: string): number =>
  createHash('sha256').update(username).digest().readUInt32BE(0) % COUNTERS;
