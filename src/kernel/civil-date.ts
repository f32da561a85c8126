import { tzOffset } from '@date-fns/tz';

declare const civil: unique symbol;
/** A day of the calendar, `YYYY-MM-DD`, without a time or a zone. Compares as a string. */
export type CivilDate = string & { readonly [civil]: true };

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** @throws RangeError when the text is not an existing day written `YYYY-MM-DD` */
export function civilDate(text: string): CivilDate {
  const day = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) {
    throw new RangeError(`not a day: ${JSON.stringify(text)}`);
  }
  return text as CivilDate;
}

/** The first day of the calendar that offices count years by (民國元年), and one after which they plan nothing. */
export const FIRST_DAY = civilDate('1912-01-01');
export const LAST_DAY = civilDate('2999-12-31');

const MOST_DAYS = 20_000;
const numbers = new Map<CivilDate, number>();
const days = new Map<number, CivilDate>();

/** Days since 1970-01-01. Remembered, as is the way back: all clocks of a city are counted by the same few hundred days. */
export function dayNumber(day: CivilDate): number {
  let number = numbers.get(day);
  if (number === undefined) {
    number = Date.parse(`${day}T00:00:00Z`) / DAY_MS;
    if (numbers.size >= MOST_DAYS) numbers.clear();
    numbers.set(day, number);
  }
  return number;
}

/** The day that lies so many days after 1970-01-01. */
export function dayNumbered(number: number): CivilDate {
  let day = days.get(number);
  if (day === undefined) {
    day = new Date(number * DAY_MS).toISOString().slice(0, 10) as CivilDate;
    if (days.size >= MOST_DAYS) days.clear();
    days.set(number, day);
  }
  return day;
}

export const addDays = (day: CivilDate, count: number): CivilDate => dayNumbered(dayNumber(day) + count);

export const nextDay = (day: CivilDate): CivilDate => addDays(day, 1);

/** 0 = Sunday … 6 = Saturday. */
export const weekday = (day: CivilDate): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** The day and the minute of the day (0–1439) that a clock on the wall of the city shows at an instant. */
export function wallClock(at: Date, timeZone: string): { readonly day: CivilDate; readonly minute: number } {
  const local = at.getTime() + offsetAt(at, timeZone) * MINUTE_MS;
  const number = Math.floor(local / DAY_MS);
  return { day: dayNumbered(number), minute: Math.floor((local - number * DAY_MS) / MINUTE_MS) };
}

export const dayOf = (at: Date, timeZone: string): CivilDate => wallClock(at, timeZone).day;

/** The instant at which the wall clock of the city shows `minute` (0–1440) of `day`. */
export function instantAt(day: CivilDate, minute: number, timeZone: string): Date {
  const asUtc = dayNumber(day) * DAY_MS + minute * MINUTE_MS;
  const first = asUtc - offsetAt(new Date(asUtc), timeZone) * MINUTE_MS;
  return new Date(asUtc - offsetAt(new Date(first), timeZone) * MINUTE_MS); // the second look settles the hours around a change of offset
}

/** RFC 3339 with the city's offset and milliseconds, e.g. `2026-11-20T09:30:00.000+08:00`. */
export function toRfc3339(at: Date, timeZone: string): string {
  const offset = offsetAt(at, timeZone);
  const sign = offset < 0 ? '-' : '+';
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const local = new Date(at.getTime() + offset * MINUTE_MS).toISOString().slice(0, -1);
  return `${local}${sign}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}

const QUARTER_MS = 15 * MINUTE_MS;
const MOST_OFFSETS = 20_000;
const offsetsOf = new Map<string, Map<number, number>>();

/** Minutes east of Greenwich. Asked once per quarter of an hour – no zone changes within one –, for asking takes longer than all else here. */
function offsetAt(at: Date, timeZone: string): number {
  let offsets = offsetsOf.get(timeZone);
  if (offsets === undefined) offsetsOf.set(timeZone, (offsets = new Map<number, number>()));
  const quarter = Math.floor(at.getTime() / QUARTER_MS);
  let offset = offsets.get(quarter);
  if (offset === undefined) {
    offset = tzOffset(timeZone, at);
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    offsets.set(quarter, offset);
  }
  return offset;
}
