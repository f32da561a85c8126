import type { WeekSpan } from './rule.ts';

const DAY = 1440;
export const WEEK = 7 * DAY;
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const SPAN = /^(?:([A-Z]{3}(?:-[A-Z]{3})?(?:,[A-Z]{3}(?:-[A-Z]{3})?)*)\s+)?(\d{2}):(\d{2})-(\d{2}):(\d{2})$/;

/** Minutes since Sunday 00:00. */
export const weekMinute = (weekday: number, minuteOfDay: number): number => weekday * DAY + minuteOfDay;

export function isWithin(spans: readonly WeekSpan[], minute: number): boolean {
  for (const span of spans) if (minute >= span.from && minute < span.to) return true;
  return false;
}

/**
 * Reads what a clerk writes: `MON-FRI 08:30-17:30`, `SAT,SUN 09:00-12:00`, or only `18:00-06:00` for every day. A span that ends
 * before it begins runs over midnight and belongs to the day on which it begins. `24:00` ends a day.
 *
 * @returns the spans in order, touching ones joined
 * @throws RangeError when the text is no such list, or a span is empty
 */
export function parseHours(texts: readonly string[]): WeekSpan[] {
  return joined(texts.flatMap(spansOf));
}

function spansOf(text: string): WeekSpan[] {
  const match = SPAN.exec(text);
  if (!match) throw new RangeError(`hours are written MON-FRI 08:30-17:30, not "${text}"`);
  const from = minuteOfDay(match[2]!, match[3]!);
  const to = minuteOfDay(match[4]!, match[5]!);
  if (from === to || from === DAY) throw new RangeError(`the hours "${text}" are empty`);
  const length = to > from ? to - from : to + DAY - from;
  return weekdaysOf(match[1]).flatMap((day) => wrapped(weekMinute(day, from), length));
}

function minuteOfDay(hours: string, minutes: string): number {
  const minute = Number(hours) * 60 + Number(minutes);
  if (minute > DAY || Number(minutes) > 59) throw new RangeError(`${hours}:${minutes} is not a time of day`);
  return minute;
}

function weekdaysOf(text: string | undefined): number[] {
  if (text === undefined) return [0, 1, 2, 3, 4, 5, 6];
  return text.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map((name) => WEEKDAYS.indexOf(name)) as [number, number?];
    if (first < 0 || last < 0) throw new RangeError(`weekdays are ${WEEKDAYS.join(', ')}, not "${part}"`);
    return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, i) => (first + i) % 7);
  });
}

/** A span that leaves the week at Saturday midnight goes on at its beginning. */
function wrapped(from: number, length: number): WeekSpan[] {
  const to = from + length;
  if (to <= WEEK) return [{ from, to }];
  return [
    { from, to: WEEK },
    { from: 0, to: to - WEEK },
  ];
}

function joined(spans: readonly WeekSpan[]): WeekSpan[] {
  const result: WeekSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && span.from <= last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else result.push(span);
  }
  return result;
}
