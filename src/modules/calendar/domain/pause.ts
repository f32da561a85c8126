import { addDays, type CivilDate, dayOf } from '../../../kernel/civil-date.ts';
import type { SlaUnit } from './sla.ts';

const DAY_MS = 86_400_000;

/** Where a time limit ends, and where the counting alone would have ended it. */
export interface LimitEnd {
  readonly at: Date;
  readonly countEndsAt: Date;
}

/** A stretch in which a clock stood still. */
export interface Pause {
  readonly from: Date;
  readonly to: Date;
}

/** What has to be known of a calendar to give a pause back. */
interface OfficeTime {
  readonly timeZone: string;
  addWorkingMinutes(at: Date, minutes: number): Date;
  workingMinutesBetween(from: Date, to: Date): number;
  settled(end: Date): Date;
  closingOf(day: CivilDate): Date;
}

/**
 * The end of a time limit after its clock stood still: a pause gives back what it took. Limits of hours get the time itself; limits
 * of working hours and working days get the office time, to the minute, so that on resuming as much is left as was on pausing; limits
 * of calendar days get one day for every midnight of the pause – its first day is not counted, as with the limit (行政程序法 §48 II) –
 * and are rolled on again; one that begins when all days are counted, and only an office is waited for, lets the end wait until it is
 * over. A pause that begins after the end gives nothing back: late stays late.
 */
export function givenBack(end: LimitEnd, { from, to }: Pause, unit: SlaUnit, calendar: OfficeTime): LimitEnd {
  if (from > end.at) return end;
  if (unit === 'CALENDAR_DAY') {
    const [begun, over] = [dayOf(from, calendar.timeZone), dayOf(to, calendar.timeZone)];
    const days = (Date.parse(over) - Date.parse(begun)) / DAY_MS;
    if (days === 0) return end;
    const counted = dayOf(end.countEndsAt, calendar.timeZone);
    const countEndsAt = calendar.closingOf(addDays(begun > counted ? begun : counted, days));
    return { at: calendar.settled(countEndsAt), countEndsAt };
  }
  const at =
    unit === 'HOUR'
      ? new Date(end.at.getTime() + to.getTime() - from.getTime())
      : calendar.addWorkingMinutes(end.at, calendar.workingMinutesBetween(from, to));
  return { at, countEndsAt: at };
}
