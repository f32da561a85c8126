import { IsDefined } from 'class-validator';
import { addDays, civilDate, type CivilDate } from '../../kernel/civil-date.ts';
import { InvalidInput } from '../../kernel/errors.ts';
import { hourText } from '../../kernel/time-text.ts';
import { IsDay } from '../../platform/http/index.ts';
import type { BusinessCalendar } from './domain/business-calendar.ts';
import { badDayRange } from './domain/calendar-errors.ts';

const MOST_DAYS = 366;

export class DaysQuery {
  @IsDay()
  @IsDefined()
  from: string;

  /** Inclusive. */
  @IsDay()
  @IsDefined()
  to: string;
}

export class OpenSpanView {
  /** `HH:MM` on the city's wall. */
  from: string;
  to: string;
}

export class DistrictDayView {
  districtCode: string;
  kind: string;
  open: OpenSpanView[];
  reason: string;
}

export class CalendarDayView {
  date: string;
  /** `WORKING` days count in limits of working days, `OFF` days do not. */
  kind: string;
  /** When the office is open; empty on a day off. */
  open: OpenSpanView[];
  /** `PUBLISHED` office calendar, `ANNOUNCED` by the city, or `ASSUMED` from the weekday. */
  source: string;
  reason: string;
  /** Whether an office calendar was published or something announced for the day. */
  published: boolean;
  /** Where something else was announced: cases that lie there are counted by it. */
  districts: DistrictDayView[];
}

export class CalendarDaysView {
  calendarVersion: number;
  items: CalendarDayView[];
}

/** @throws InvalidInput when the days are none or too many */
export function daysOf(query: DaysQuery): CivilDate[] {
  const [from, to] = [civilDate(query.from), civilDate(query.to)];
  if (to < from || to >= addDays(from, MOST_DAYS)) throw new InvalidInput([badDayRange()]);
  const days: CivilDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

export const toCalendarDayView = (day: CivilDate, calendar: BusinessCalendar): CalendarDayView => {
  const { kind, source, remark, districts = {} } = calendar.ruleOf(day);
  return {
    date: day,
    kind,
    open: openOf(day, calendar),
    source,
    reason: remark,
    published: calendar.covers(day),
    districts: Object.entries(districts).map(([districtCode, rule]) => ({
      districtCode,
      kind: rule.kind,
      open: openOf(day, calendar.in(districtCode)),
      reason: rule.remark,
    })),
  };
};

const openOf = (day: CivilDate, calendar: BusinessCalendar): OpenSpanView[] =>
  calendar.officeSpans(day).map((span) => ({ from: hourText(span.from), to: hourText(span.to) }));
