import { type CivilDate, dayOf } from '../../../kernel/civil-date.ts';
import type { BusinessCalendar } from '../../calendar/index.ts';
import type { ApproverLevel, ExtensionStep } from '../../catalog/index.ts';
import { ExtensionAboveLadder } from './extension-errors.ts';
import type { Case } from './case.ts';

const DAY_MS = 86_400_000;

/** What the city says about extensions, the calendar in force, and since when a case has been the city's. */
export interface ExtensionRules {
  readonly steps: readonly ExtensionStep[];
  readonly calendar: BusinessCalendar;
  /** The earliest receipt of all petitions that the case answers, of those that came with a merge too. */
  readonly receivedAt: Date;
}

/** What an extension of a case amounts to, and the lowest level that may grant it. */
export interface Measured {
  /** Calendar days by which the due day moves, at least 1. */
  readonly days: number;
  readonly approver: ApproverLevel;
}

/**
 * Measures an extension by the city's ladder. All extensions of a case count together, so that many small ones do not get past a level,
 * and the whole case is measured from the earliest receipt of all that it answers for.
 *
 * @param dueAt the due instant that the extension would give
 * @throws ExtensionAboveLadder when no level may grant it
 */
export function measure(
  { steps, calendar: { timeZone }, receivedAt }: ExtensionRules,
  of: Pick<Case, 'dueAt' | 'extensions' | 'extendedDays'>,
  dueAt: Date,
): Measured {
  const dueOn = dayOf(dueAt, timeZone);
  const days = Math.max(1, daysBetween(dayOf(of.dueAt, timeZone), dueOn));
  const wholeDays = daysBetween(dayOf(receivedAt, timeZone), dueOn);
  const step = steps.find(
    ({ maxDays, maxTimes, ceilingDays }) =>
      of.extendedDays + days <= maxDays && of.extensions + 1 <= maxTimes && wholeDays <= ceilingDays,
  );
  if (!step) throw new ExtensionAboveLadder();
  return { days, approver: step.approver };
}

const daysBetween = (from: CivilDate, to: CivilDate): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;
