import type { BusinessCalendar } from './business-calendar.ts';
import type { SlaUnit } from './sla.ts';

/** Minutes from `now` to a due instant in the time that counts for its unit: office time for working units, all time otherwise. Negative when late. */
export function remainingMinutes(now: Date, dueAt: Date, unit: SlaUnit, calendar: BusinessCalendar): number {
  const works = unit === 'WORKING_DAY' || unit === 'WORKING_HOUR';
  return works ? calendar.workingMinutesBetween(now, dueAt) : (dueAt.getTime() - now.getTime()) / 60_000;
}
