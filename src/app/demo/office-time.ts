import { type CivilDate, instantAt, nextDay, wallClock, weekday } from '../../kernel/civil-date.ts';

const MINUTE_MS = 60_000;
const OPENS = 9 * 60;
const CLOSES = 17 * 60;
const NOON = 12 * 60;

/** The week that is played: one without holidays, in the season of typhoons. */
export const MONDAY = '2026-07-06' as CivilDate;
/** Half an hour before the offices open. */
export const FIRST_MINUTE = 8 * 60;
export const TYPHOON_DAY = '2026-07-09' as CivilDate;
/** When the day and the half of it that is still to come are declared off. */
export const TYPHOON_ANNOUNCED = 8 * 60 + 30;
export const TYPHOON_FROM = 13 * 60;
/** The week ends with the digests of the Monday after it. */
export const LAST_DAY = '2026-07-13' as CivilDate;
export const LAST_MINUTE = 10 * 60;

export const later = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * MINUTE_MS);

/** The next instant at which somebody sits in the office: `at` itself, or the next morning. */
export function inOffice(at: Date, timeZone: string): Date {
  const { day, minute } = wallClock(at, timeZone);
  if (isOff(day)) return nextMorning(day, timeZone);
  if (minute < OPENS) return instantAt(day, OPENS + (minute % 60), timeZone);
  return minute >= (day === TYPHOON_DAY ? NOON : CLOSES) ? nextMorning(day, timeZone) : at;
}

function nextMorning(day: CivilDate, timeZone: string): Date {
  let next = nextDay(day);
  while (isOff(next)) next = nextDay(next);
  return instantAt(next, OPENS, timeZone);
}

const isOff = (day: CivilDate): boolean => [0, 6].includes(weekday(day));
