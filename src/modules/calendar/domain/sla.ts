/**
 * How time towards a deadline is counted.
 *
 * - `HOUR`: sixty minutes each, at once, day and night (行政程序法 §48 I); nothing stops them, no holiday and no closure
 * - `WORKING_HOUR`: sixty minutes each, only while the office is open
 * - `WORKING_DAY`: whole working days, the day of receipt is day 0 (文書流程管理), to the close of the office
 * - `CALENDAR_DAY`: days of the calendar, the first not counted (§48 II), an end without office rolled on (§48 IV)
 */
export type SlaUnit = 'HOUR' | 'WORKING_HOUR' | 'WORKING_DAY' | 'CALENDAR_DAY';

/** A service level: the time allowed; `value` is a positive integer. */
export interface Sla {
  readonly value: number;
  readonly unit: SlaUnit;
}

/** Whether a limit is measured in office time; the others are by the clock on the wall. */
export const isOfficeTime = (unit: SlaUnit): boolean => unit === 'WORKING_HOUR' || unit === 'WORKING_DAY';
