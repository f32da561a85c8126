import type { CivilDate } from './civil-date.ts';

/** Something that is in force from its first day, inclusive, to the first day without it, exclusive; null = no limit on that side. */
export interface Dated {
  readonly validFrom: CivilDate | null;
  readonly validTo: CivilDate | null;
}

/** Something dated with a code of its own, and the code of what takes its place afterwards. */
export interface Succeeded extends Dated {
  readonly code: string;
  readonly successorCode: string | null;
}

export const isValidOn = (thing: Dated, day: CivilDate): boolean =>
  (thing.validFrom === null || thing.validFrom <= day) && (thing.validTo === null || day < thing.validTo);

/** Whether there is a day on which both are in force. */
export const validTogether = (a: Dated, b: Dated): boolean =>
  (a.validTo === null || b.validFrom === null || b.validFrom < a.validTo) &&
  (b.validTo === null || a.validFrom === null || a.validFrom < b.validTo);

/**
 * What stands in the place of `code` on a day: itself while it is in force, else the first in the line of its successors that is. Null
 * when the line ends before, or the code is unknown.
 */
export function successorOn<T extends Succeeded>(all: readonly T[], code: string, day: CivilDate): T | null {
  const passed = new Set<string>();
  for (let next: string | null = code; next !== null && !passed.has(next);) {
    passed.add(next);
    const thing = all.find((candidate) => candidate.code === next);
    if (thing === undefined || isValidOn(thing, day)) return thing ?? null;
    next = thing.successorCode;
  }
  return null;
}
