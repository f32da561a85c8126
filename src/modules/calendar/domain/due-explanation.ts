import { type CivilDate, dayOf, nextDay } from '../../../kernel/civil-date.ts';
import type { BilingualText } from '../../../kernel/errors.ts';
import type { BusinessCalendar } from './business-calendar.ts';
import { type CountedDay, countedDays, type CountedLimit, rolledDays } from './counted-days.ts';
import { type DayPart, type NamedEnd, namedEndText, noted } from './due-texts.ts';
import type { LimitEnd } from './pause.ts';

/** A later end that was granted. */
export interface GrantedEnd {
  /** As it was granted. */
  readonly until: Date;
  /** Where the time ends since, with what was given back for pauses after it was granted. */
  readonly endsAt: Date;
  /** Whether there were such pauses. */
  readonly movedSince: boolean;
}

/** From what it follows when a time ends. */
export interface TimeCourse extends CountedLimit {
  /** The end that was promised instead of the usual limit. */
  readonly promised: Date | null;
  readonly granted: GrantedEnd | null;
  /** Whether its clock stands still now, so that the end is the one of before. */
  readonly standsStill: boolean;
}

/** One line of an explanation. On a day that is `PROMISED` or `EXTENDED` nothing is counted: the end itself was named. */
export interface ExplainedDay extends Omit<CountedDay, 'part'> {
  readonly part: DayPart | 'PROMISED' | 'EXTENDED';
}

/** Why a time ends when it ends: every day from the first to the due day, once and in order. */
export interface DueExplanation {
  readonly dueAt: Date;
  readonly days: readonly ExplainedDay[];
  /** False when it begins or ends on a day that no office calendar has been published for: Monday to Friday was assumed. */
  readonly published: boolean;
}

/** Explains day by day when a time ends. @throws RangeError as `BusinessCalendar.dueAt` */
export function explain(course: TimeCourse, calendar: BusinessCalendar): DueExplanation {
  const { startedAt, sla, promised, granted, standsStill } = course;
  const limit = promised === null ? countedDays(course, calendar) : promisedDays(course, promised, calendar);
  const dueAt = granted?.endsAt ?? limit.endsAt;
  const told = granted === null ? limit.days : extended(limit.days, granted, course, calendar);
  const days = standsStill ? lastNoted(told, STANDS_STILL) : told;
  const officeless = sla.unit === 'HOUR' && promised === null;
  const covered = [startedAt, dueAt].every((at) => calendar.covers(dayOf(at, calendar.timeZone)));
  return { dueAt, days, published: officeless || covered };
}

interface Counting {
  readonly sla: CountedLimit['sla'];
  readonly calendar: BusinessCalendar;
}

interface Explained {
  readonly endsAt: Date;
  readonly days: readonly ExplainedDay[];
}

/** A promised end holds whatever the limit; pauses are given back as those of the limit would be. */
function promisedDays({ startedAt, sla, pauses }: TimeCourse, until: Date, calendar: BusinessCalendar): Explained {
  const settled = calendar.settled(until);
  const end = pauses.reduce<LimitEnd>((moved, pause) => calendar.givenBack(moved, pause, sla.unit), {
    at: settled,
    countEndsAt: settled,
  });
  const [received, last] = [startedAt, end.at].map((at) => dayOf(at, calendar.timeZone)) as [CivilDate, CivilDate];
  const named: NamedEnd = { part: 'PROMISED', until, movedSince: end.at > settled };
  return { endsAt: end.at, days: namedDays(received < last ? received : last, last, named, { calendar, sla }) };
}

/** The days of the limit, and those by which it was extended. */
function extended(
  days: readonly ExplainedDay[],
  granted: GrantedEnd,
  { sla }: TimeCourse,
  calendar: BusinessCalendar,
): ExplainedDay[] {
  const named: NamedEnd = { part: 'EXTENDED', ...granted };
  const { 'zh-TW': zh, en } = namedEndText({ ...named, movedSince: false }, calendar.timeZone);
  const due = dayOf(granted.endsAt, calendar.timeZone);
  return [
    ...lastNoted(days, { 'zh-TW': zh, en: en.toLowerCase() }),
    ...namedDays(nextDay(days.at(-1)!.day), due, named, { calendar, sla }),
  ];
}

const STANDS_STILL: BilingualText = {
  'zh-TW': '目前暫停計時，恢復後重算',
  en: 'the clock stands still, counted again when it runs',
};

const lastNoted = (days: readonly ExplainedDay[], note: BilingualText): ExplainedDay[] =>
  days.map((day, i) => (i === days.length - 1 ? { ...day, text: noted(day.text, note) } : day));

/** The days up to a named end; one on which the office is not open is moved on like that of a limit. */
function namedDays(from: CivilDate, to: CivilDate, named: NamedEnd, { sla, calendar }: Counting): ExplainedDay[] {
  const until = dayOf(named.until, calendar.timeZone);
  const upTo = named.movedSince || to < until ? to : until;
  const told = {
    part: named.part,
    number: null,
    minutes: null,
    still: null,
    left: null,
    text: namedEndText(named, calendar.timeZone),
  };
  const days: ExplainedDay[] = [];
  let day = from;
  for (; day <= upTo; day = nextDay(day)) days.push({ day, ...told });
  return [...days, ...rolledDays(day, to, sla, calendar)];
}
