import type { CivilDate } from './civil-date.ts';

/** Something with a code that is in force for a time. */
export interface Dated {
  readonly code: string;
  /** First day on which it no longer is. */
  readonly validTo: CivilDate | null;
}

/**
 * What a newly delivered list changes in a known one: entries that are new or differ, and those that are no longer delivered, which
 * end today. Delivering the same list again changes nothing.
 */
export function revise<T extends Dated>(known: readonly T[], delivered: readonly T[], today: CivilDate): T[] {
  const before = new Map(known.map((entry) => [entry.code, canonical(entry)]));
  const codes = new Set(delivered.map((entry) => entry.code));
  const changed = delivered.filter((entry) => before.get(entry.code) !== canonical(entry));
  const dropped = known.filter((entry) => !codes.has(entry.code) && (entry.validTo === null || entry.validTo > today));
  return [...changed, ...dropped.map((entry) => ({ ...entry, validTo: today }))];
}

const canonical = (entry: object): string => JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
