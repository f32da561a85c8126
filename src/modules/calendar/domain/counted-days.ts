import { type CivilDate, dayOf, instantAt, nextDay, weekday } from '../../../kernel/civil-date.ts';
import type { BilingualText } from '../../../kernel/errors.ts';
import type { BusinessCalendar } from './business-calendar.ts';
import { type DayFacts, type DayPart, dayText } from './due-texts.ts';
import type { LimitEnd, Pause } from './pause.ts';
import { isOfficeTime, type Sla } from './sla.ts';

const MINUTE_MS = 60_000;

/** A day of a time limit, in facts and in words. */
export interface CountedDay extends DayFacts {
  readonly text: BilingualText;
}

/** A time limit, and when its clock stood still. */
export interface CountedLimit {
  readonly startedAt: Date;
  readonly sla: Sla;
  /** In order, none within another one. */
  readonly pauses: readonly Pause[];
}

/** A limit as it was counted. */
interface Count {
  readonly sla: Sla;
  readonly calendar: BusinessCalendar;
  readonly first: CivilDate;
  readonly end: Date;
  /** Those that moved the end. */
  readonly pauses: readonly Pause[];
  /**
   * From when on time is told in minutes; null when it is told in days alone. A limit of working days is one of office time as soon as
   * its clock has stood still: on resuming as much is left as was on pausing.
   */
  readonly minutesFrom: Date | null;
  /** How much was left then, of a limit of working days. */
  readonly leftMs: number | null;
}

/**
 * Every day of a time limit from the first to the one on which it ends, in order.
 *
 * @throws RangeError as `BusinessCalendar.dueAt`
 */
export function countedDays(
  limit: CountedLimit,
  calendar: BusinessCalendar,
): { readonly endsAt: Date; readonly days: CountedDay[] } {
  const count = countOf(limit, calendar);
  const last = dayOf(count.end, calendar.timeZone);
  const days: CountedDay[] = [];
  let [number, ms] = [0, 0];
  for (let day = count.first; day <= last; day = nextDay(day)) {
    const ran = ranOn(day, count);
    const counts = ran === null && number < limit.sla.value && countsAsDay(day, count);
    if (counts) number += 1;
    const minutes = ran && minutesAfter(ms, ran);
    ms += ran ?? 0;
    const told = { day, number: counts ? number : null, minutes };
    days.push(
      inWords({ ...told, part: partOf(day, { counts, ran, last: day === last }, count), ...pausesOn(day, count) }, count),
    );
  }
  return { endsAt: count.end, days };
}

/** Days on which time cannot end, and the last one, on which it does. */
export function rolledDays(from: CivilDate, to: CivilDate, sla: Sla, calendar: BusinessCalendar): CountedDay[] {
  const days: CountedDay[] = [];
  for (let day = from; day <= to; day = nextDay(day)) {
    const part = day === to ? 'ROLLED' : idlePart(day, calendar);
    days.push(inWords({ day, part, number: null, minutes: null, still: null, left: null }, { sla, calendar }));
  }
  return days;
}

const inWords = (facts: DayFacts, { sla, calendar }: Pick<Count, 'sla' | 'calendar'>): CountedDay => ({
  ...facts,
  text: dayText(facts, sla, calendar.ruleOf(facts.day)),
});

function countOf({ startedAt, sla, pauses }: CountedLimit, calendar: BusinessCalendar): Count {
  const counted = calendar.dueAt(startedAt, sla);
  let end: LimitEnd = counted;
  const moving: Pause[] = [];
  for (const pause of pauses) {
    const after = calendar.givenBack(end, pause, sla.unit);
    if (hasMoved(end, after, sla)) moving.push(pause);
    end = after;
  }
  const firstPause = sla.unit === 'WORKING_DAY' ? (moving[0]?.from ?? null) : null;
  return {
    ...{ sla, calendar, pauses: moving, end: end.at, first: dayOf(startedAt, calendar.timeZone) },
    minutesFrom: sla.unit === 'HOUR' || sla.unit === 'WORKING_HOUR' ? startedAt : firstPause,
    leftMs: firstPause && msBetween(firstPause, counted.at, sla, calendar),
  };
}

/** A pause of calendar days may be lost in the days for which the office is waited for; then it moved the counting alone. */
const hasMoved = (before: LimitEnd, after: LimitEnd, { unit }: Sla): boolean =>
  unit === 'CALENDAR_DAY' ? after.countEndsAt > before.countEndsAt : after.at > before.at;

/** Days of the calendar count but for those to which a midnight within a pause leads; of the others those on which the office works. */
function countsAsDay(day: CivilDate, count: Count): boolean {
  if (day === count.first) return false;
  return count.sla.unit === 'CALENDAR_DAY' ? !isSkipped(day, count) : count.calendar.isWorkingDay(day);
}

const isSkipped = (day: CivilDate, { pauses, calendar: { timeZone } }: Count): boolean =>
  pauses.some(({ from, to }) => dayOf(from, timeZone) < day && day <= dayOf(to, timeZone));

/** The time that ran on a day; null where time is told in days. */
function ranOn(day: CivilDate, count: Count): number | null {
  const span = spanOn(day, count);
  return span && msBetween(span.from, span.to, count.sla, count.calendar) - stillIn(span, count);
}

/** The part of a day of which minutes are told. */
function spanOn(day: CivilDate, { minutesFrom, end, calendar: { timeZone } }: Count): Pause | null {
  if (minutesFrom === null || day < dayOf(minutesFrom, timeZone)) return null;
  return overlap({ from: minutesFrom, to: end }, { from: instantAt(day, 0, timeZone), to: instantAt(nextDay(day), 0, timeZone) });
}

function stillIn(span: Pause, { pauses, sla, calendar }: Count): number {
  const within = pauses.map((pause) => overlap(pause, span));
  return within.reduce((sum, { from, to }) => sum + msBetween(from, to, sla, calendar), 0);
}

/** What two stretches have in common; nothing, when they have not met. */
function overlap(a: Pause, b: Pause): Pause {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return { from, to: to > from ? to : from };
}

/** What a day tells of the pauses. */
function pausesOn(day: CivilDate, count: Count): Pick<DayFacts, 'still' | 'left'> {
  const { minutesFrom, leftMs, calendar } = count;
  const span = spanOn(day, count);
  const begins = leftMs !== null && minutesFrom !== null && day === dayOf(minutesFrom, calendar.timeZone);
  return {
    still: span && Math.round(stillIn(span, count) / MINUTE_MS),
    left: begins ? Math.round(leftMs / MINUTE_MS) : null,
  };
}

const msBetween = (from: Date, to: Date, { unit }: Sla, calendar: BusinessCalendar): number =>
  Math.round(calendar.minutesBetween(from, to, unit) * MINUTE_MS);

/** Of the time that follows other time, so many minutes that all of them together are rounded once. */
const minutesAfter = (before: number, ms: number): number =>
  Math.round((before + ms) / MINUTE_MS) - Math.round(before / MINUTE_MS);

interface Told {
  readonly counts: boolean;
  readonly ran: number | null;
  readonly last: boolean;
}

/** Days counted by the calendar are all alike; days counted by the office tell a declared working Saturday from the others. */
function partOf(day: CivilDate, { counts, ran, last }: Told, count: Count): DayPart {
  if (day === count.first) return 'RECEIPT';
  if (counts || (ran ?? 0) > 0) return weekday(day) % 6 === 0 && isOfficeTime(count.sla.unit) ? 'MAKE_UP' : 'COUNTED';
  if (stoodStill(day, count)) return 'PAUSED';
  if (count.sla.unit === 'HOUR') return 'COUNTED'; // a limit that ends at midnight
  return last ? 'ROLLED' : idlePart(day, count.calendar);
}

function stoodStill(day: CivilDate, count: Count): boolean {
  const span = spanOn(day, count);
  return span === null ? count.sla.unit === 'CALENDAR_DAY' && isSkipped(day, count) : stillIn(span, count) > 0;
}

/** Why the office gives a day no time, or why the limit cannot end on it. */
function idlePart(day: CivilDate, calendar: BusinessCalendar): DayPart {
  const rule = calendar.ruleOf(day);
  if (rule.kind === 'WORKING' || rule.source === 'ANNOUNCED') return 'CLOSURE';
  return rule.remark === '' && weekday(day) % 6 === 0 ? 'WEEKEND' : 'HOLIDAY';
}
