import { type CivilDate, weekday } from '../../../kernel/civil-date.ts';

/** A part of a day in minutes after midnight on the city's wall: `from` inclusive, `to` exclusive, 0–1440. */
export interface MinuteSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * Who said so: the published office calendar (`PUBLISHED`), the city by an announcement of its own – a closure, a make-up day
 * (`ANNOUNCED`) – or nobody, Monday to Friday being taken for granted (`ASSUMED`).
 */
export type DaySource = 'PUBLISHED' | 'ANNOUNCED' | 'ASSUMED';

/** What one day is. A day without office hours counts for nothing; half a day counts as a day, for the office does work on it. */
export interface DayRule {
  readonly kind: 'WORKING' | 'OFF';
  readonly source: DaySource;
  /** The words of the announcement (備註 of the calendar, reason of a closure); empty when there are none. */
  readonly remark: string;
  /**
   * The only part of the day in which the office may be open. On a working day the rest is closed (a typhoon afternoon is
   * `{ from: 0, to: 780 }`); on a day off it is half a make-up day, which has office minutes but is not counted as a day.
   * Absent: all office hours of a working day, none of a day off.
   */
  readonly open?: MinuteSpan;
  /** What the day is in districts for which something else was announced, by their codes. */
  readonly districts?: Readonly<Record<string, DayRule>>;
}

/** An announcement for one day: closed (`OFF`) or open (`WORKING`), all day or from a minute of the day on. */
export interface DayChange {
  readonly kind: 'WORKING' | 'OFF';
  readonly from?: number;
  readonly reason: string;
  /** The districts for which it holds; the whole city when left out. */
  readonly districtCodes?: readonly string[];
}

export const MINUTES_OF_DAY = 1440;

/**
 * The published day as an announcement leaves it, where it holds. One announcement holds per day and place: a second one starts
 * again from the published day, so that telling the same twice changes nothing.
 */
export function changeDay(published: DayRule, change: DayChange): DayRule {
  const announced = { source: 'ANNOUNCED', remark: change.reason } as const;
  const from = change.from ?? 0;
  if (change.kind === 'WORKING') {
    return from === 0
      ? { kind: 'WORKING', ...announced }
      : { kind: published.kind, ...announced, open: { from, to: MINUTES_OF_DAY } };
  }
  return from === 0 || published.kind === 'OFF'
    ? { kind: 'OFF', ...announced }
    : { kind: 'WORKING', ...announced, open: { from: 0, to: from } };
}

const WEEKDAYS: DayRule = { kind: 'WORKING', source: 'ASSUMED', remark: '' };
const WEEKEND: DayRule = { kind: 'OFF', source: 'ASSUMED', remark: '' };

/** What is taken for granted of a day that nobody published. */
export const assumedRule = (day: CivilDate): DayRule => (weekday(day) % 6 === 0 ? WEEKEND : WEEKDAYS);

/** The days as they are in a district; the same ones when nothing else was announced for it. */
export function daysIn(districtCode: string, days: ReadonlyMap<CivilDate, DayRule>): ReadonlyMap<CivilDate, DayRule> {
  const own = [...days].flatMap(([day, { districts }]) => {
    const rule = districts?.[districtCode];
    return rule ? [[day, rule] as const] : [];
  });
  return own.length === 0 ? days : new Map([...days, ...own]);
}

export const minutesOf = (spans: readonly MinuteSpan[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0);

/** The parts of the day in which the office is open, in order; empty when it stays closed. */
export function officeSpans(rule: DayRule, officeHours: readonly MinuteSpan[]): readonly MinuteSpan[] {
  const { open } = rule;
  if (open === undefined) return rule.kind === 'WORKING' ? officeHours : [];
  return officeHours
    .map((hours) => ({ from: Math.max(hours.from, open.from), to: Math.min(hours.to, open.to) }))
    .filter((span) => span.from < span.to);
}

/** @throws RangeError when the spans are none, empty, outside the day, or not in order */
export function checkOfficeHours(officeHours: readonly MinuteSpan[]): void {
  let end = 0;
  for (const { from, to } of officeHours) {
    const whole = Number.isInteger(from) && Number.isInteger(to);
    if (!whole || from < end || to <= from || to > MINUTES_OF_DAY)
      throw new RangeError(`office hours out of order: ${from}–${to}`);
    end = to;
  }
  if (end === 0) throw new RangeError('a calendar needs office hours');
}
