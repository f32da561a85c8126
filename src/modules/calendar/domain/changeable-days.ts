import { type CivilDate, addDays, civilDate } from '../../../kernel/civil-date.ts';
import { CalendarDayFinished, CalendarDayTooFar } from './calendar-errors.ts';
import { type DayRule, type MinuteSpan, officeSpans } from './day-rule.ts';

const DAYS_OF_GRACE = 7;
const YEARS_AHEAD = 2;

/** The first day whose statistics are not finished: they are made by the month, and a closure may be entered a week late. */
export function firstOpenDay(today: CivilDate): CivilDate {
  const month = civilDate(`${today.slice(0, 7)}-01`);
  const week = addDays(today, -DAYS_OF_GRACE);
  return week < month ? week : month;
}

/** The last day that a calendar is made for: the end of the year after the next. */
export const lastDay = (today: CivilDate): CivilDate => civilDate(`${Number(today.slice(0, 4)) + YEARS_AHEAD}-12-31`);

/** @throws CalendarDayFinished, CalendarDayTooFar */
export function checkChangeable(day: CivilDate, today: CivilDate): void {
  if (day < firstOpenDay(today)) throw new CalendarDayFinished([day], firstOpenDay(today));
  if (day > lastDay(today)) throw new CalendarDayTooFar(lastDay(today));
}

/**
 * Whether a published year may take the place of what is in force. A day that is finished may get another remark, not other
 * office hours.
 *
 * @param inForce the rule of a day; undefined where nothing was published
 * @throws CalendarDayFinished with every day, CalendarDayTooFar
 */
export function checkPublishable(
  days: ReadonlyMap<CivilDate, DayRule>,
  inForce: (day: CivilDate) => DayRule | undefined,
  today: CivilDate,
  officeHours: readonly MinuteSpan[],
): void {
  const opens = (rule: DayRule): string => JSON.stringify([rule.kind, officeSpans(rule, officeHours)]);
  const open = firstOpenDay(today);
  const rewritten = [...days].filter(([day, rule]) => {
    const before = day < open ? inForce(day) : undefined;
    return before !== undefined && before.source === 'PUBLISHED' && opens(before) !== opens(rule);
  });
  if (rewritten.length > 0)
    throw new CalendarDayFinished(
      rewritten.map(([day]) => day),
      open,
    );
  if ([...days.keys()].some((day) => day > lastDay(today))) throw new CalendarDayTooFar(lastDay(today));
}

/** Whether a minute of the day lies inside the office hours, so that something of the day is open before it and after it. */
export const dividesTheDay = (from: number, officeHours: readonly MinuteSpan[]): boolean =>
  officeHours[0]!.from < from && from < officeHours.at(-1)!.to;
