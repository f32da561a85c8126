import { type CivilDate, dayOf } from '../../../kernel/civil-date.ts';
import type { ApproverLevel, ExtensionStep } from '../../catalog/index.ts';
import { ExtensionAboveLadder } from './extension-errors.ts';
import type { Case } from './case.ts';

const DAY_MS = 86_400_000;

/** What an extension of a case amounts to, and the lowest level that may grant it. */
export interface Measured {
  /** Calendar days by which the due day moves, at least 1. */
  readonly days: number;
  readonly approver: ApproverLevel;
}

/**
 * Measures an extension by the city's ladder. All extensions of a case count together, so that many small ones do not get past a level,
 * and the whole case is measured from its first receipt.
 *
 * @param dueAt the due instant that the extension would give
 * @throws ExtensionAboveLadder when no level may grant it
 */
export function measure(
  steps: readonly ExtensionStep[],
  of: Pick<Case, 'firstReceivedAt' | 'dueAt' | 'extensions' | 'extendedDays'>,
  dueAt: Date,
  timeZone: string,
): Measured {
  const dueOn = dayOf(dueAt, timeZone);
  const days = Math.max(1, daysBetween(dayOf(of.dueAt, timeZone), dueOn));
  const wholeDays = daysBetween(dayOf(of.firstReceivedAt, timeZone), dueOn);
  const step = steps.find(
    ({ maxDays, maxTimes, ceilingDays }) =>
      of.extendedDays + days <= maxDays && of.extensions + 1 <= maxTimes && wholeDays <= ceilingDays,
  );
  if (!step) throw new ExtensionAboveLadder();
  return { days, approver: step.approver };
}

const daysBetween = (from: CivilDate, to: CivilDate): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;
