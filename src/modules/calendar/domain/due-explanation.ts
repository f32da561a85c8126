import { type CivilDate, dayOf, instantAt, nextDay, weekday } from '../../../kernel/civil-date.ts';
import type { BilingualText } from '../../../kernel/errors.ts';
import type { BusinessCalendar, Due } from './business-calendar.ts';
import { type DayFacts, type DayPart, dayText } from './due-texts.ts';
import { isOfficeTime, type Sla } from './sla.ts';

/** One line of an explanation. */
export interface ExplainedDay extends DayFacts {
  readonly text: BilingualText;
}

/** Why a time limit ends when it ends: every day from the receipt to the due day, in order. */
export interface DueExplanation {
  readonly due: Due;
  readonly days: readonly ExplainedDay[];
}

/** Explains day by day when a time limit that began at `start` ends. @throws RangeError as `BusinessCalendar.dueAt` */
export function explain(start: Date, sla: Sla, calendar: BusinessCalendar): DueExplanation {
  const due = calendar.dueAt(start, sla);
  const received = dayOf(start, calendar.timeZone);
  const days: ExplainedDay[] = [];
  let counted = 0;
  let elapsed = 0;
  for (let day = received; day <= due.on; day = nextDay(day)) {
    const minutes = minutesOn(day, start, due.at, sla, calendar);
    const counts = day > received && counted < sla.value && minutes === null && countsAsDay(day, sla, calendar);
    const number = counts ? (counted += 1) : null;
    const part = day === received ? 'RECEIPT' : partOf(day, { number, minutes, last: day === due.on, sla }, calendar);
    const facts = { day, part, number, minutes: minutes && wholeMinutes(elapsed, minutes) };
    elapsed += minutes ?? 0;
    days.push({ ...facts, text: dayText(facts, sla, calendar.ruleOf(day)) });
  }
  return { due, days };
}

/** Of the minutes that follow others, so many that all of them together are rounded once. */
const wholeMinutes = (elapsed: number, minutes: number): number => Math.round(elapsed + minutes) - Math.round(elapsed);

interface Count {
  readonly number: number | null;
  readonly minutes: number | null;
  readonly last: boolean;
  readonly sla: Sla;
}

function countsAsDay(day: CivilDate, sla: Sla, calendar: BusinessCalendar): boolean {
  return sla.unit === 'CALENDAR_DAY' || calendar.isWorkingDay(day);
}

/** Days counted by the calendar are all alike; days counted by the office tell a declared working Saturday from the others. */
function partOf(day: CivilDate, { number, minutes, last, sla }: Count, calendar: BusinessCalendar): DayPart {
  if (number !== null || (minutes ?? 0) > 0) {
    return weekday(day) % 6 === 0 && isOfficeTime(sla.unit) ? 'MAKE_UP' : 'COUNTED';
  }
  return last ? 'ROLLED' : idlePart(day, calendar);
}

/** Why the office gives a day no time, or why the limit cannot end on it. */
function idlePart(day: CivilDate, calendar: BusinessCalendar): DayPart {
  const rule = calendar.ruleOf(day);
  if (rule.kind === 'WORKING' || rule.source === 'ANNOUNCED') return 'CLOSURE';
  return rule.remark === '' && weekday(day) % 6 === 0 ? 'WEEKEND' : 'HOLIDAY';
}

/** Null in limits of days. */
function minutesOn(day: CivilDate, start: Date, end: Date, sla: Sla, calendar: BusinessCalendar): number | null {
  if (sla.unit !== 'HOUR' && sla.unit !== 'WORKING_HOUR') return null;
  const from = Math.max(start.getTime(), instantAt(day, 0, calendar.timeZone).getTime());
  const to = Math.min(end.getTime(), instantAt(nextDay(day), 0, calendar.timeZone).getTime());
  return sla.unit === 'HOUR' ? (to - from) / 60_000 : calendar.workingMinutesBetween(new Date(from), new Date(to));
}
