import type { BusinessCalendar } from './business-calendar.ts';

/** The working days in which somebody is to decide something, counted like any limit of days. */
export interface SmallClock {
  /** When half of their office time is over. */
  readonly halfAt: Date;
  /** The last instant at which a decision is on time. */
  readonly dueAt: Date;
}

/** @throws RangeError when `workingDays` is not a positive integer */
export function smallClock(startedAt: Date, workingDays: number, calendar: BusinessCalendar): SmallClock {
  const dueAt = calendar.dueAt(startedAt, { value: workingDays, unit: 'WORKING_DAY' }).at;
  const half = Math.floor(calendar.workingMinutesBetween(startedAt, dueAt) / 2);
  return { halfAt: calendar.addWorkingMinutes(startedAt, half), dueAt };
}
