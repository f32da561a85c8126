import { type CivilDate, addDays, dayNumber, dayNumbered, dayOf, instantAt, wallClock } from '../../../kernel/civil-date.ts';
import { type DayRule, type MinuteSpan, assumedRule, checkOfficeHours, daysIn, minutesOf, officeSpans } from './day-rule.ts';
import { givenBack, type LimitEnd, type Pause } from './pause.ts';
import { isOfficeTime, type Sla, type SlaUnit } from './sla.ts';
import { WorkingIndex } from './working-index.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What a calendar is made of. `days` is the published table with the announcements laid over it, in any order. */
export interface CalendarTable {
  readonly version: number;
  readonly timeZone: string;
  /** The office hours of an ordinary working day, in order, not touching each other. */
  readonly officeHours: readonly MinuteSpan[];
  readonly days: ReadonlyMap<CivilDate, DayRule>;
}

/** The end of a time limit. */
export interface Due {
  /** The last instant that is still on time. */
  readonly at: Date;
  /** The day of `at` in the city. */
  readonly on: CivilDate;
  /** Where the counting alone ends, before an end without office was moved on; `at` when nothing was moved. */
  readonly countEndsAt: Date;
  readonly calendarVersion: number;
  /** False when the count begins or ends on a day that no office calendar has been published for: Monday to Friday was assumed. */
  readonly published: boolean;
}

/**
 * The working time of one city in one version: which days count, when the office is open, and how deadlines fall. Immutable; a
 * revision is another calendar with a higher version. Every question costs the same, however many days it spans
 * (`WorkingIndex`), so that all open cases can be counted again whenever a day changes.
 *
 * Days missing from the table are Monday to Friday working, and `covers` says so.
 */
export class BusinessCalendar implements CalendarTable {
  readonly version: number;
  readonly timeZone: string;
  readonly officeHours: readonly MinuteSpan[];
  readonly days: ReadonlyMap<CivilDate, DayRule>;
  private readonly index: WorkingIndex;
  /** This calendar in the districts that were asked for and have days of their own. */
  private readonly local = new Map<string, BusinessCalendar>();
  /** The minute at which an ordinary day ends. */
  private readonly closing: number;

  /** @throws RangeError when the office hours are none or out of order */
  constructor(private readonly table: CalendarTable) {
    checkOfficeHours(table.officeHours);
    this.version = table.version;
    this.timeZone = table.timeZone;
    this.officeHours = table.officeHours;
    this.days = new Map(table.days);
    this.closing = table.officeHours.at(-1)!.to;
    this.index = this.indexed();
  }

  /** The calendar by which a case in a district is counted; the city's own where nothing else was announced for the district. */
  in(districtCode: string | null): BusinessCalendar {
    if (districtCode === null) return this;
    const known = this.local.get(districtCode);
    if (known) return known;
    const days = daysIn(districtCode, this.days);
    const calendar = days === this.days ? this : new BusinessCalendar({ ...this.table, days });
    this.local.set(districtCode, calendar);
    return calendar;
  }

  private indexed(): WorkingIndex {
    let first = Infinity;
    let last = -Infinity;
    for (const day of this.days.keys()) {
      first = Math.min(first, dayNumber(day));
      last = Math.max(last, dayNumber(day));
    }
    const stretch = Array.from({ length: this.days.size === 0 ? 0 : last - first + 1 }, (_, at) => {
      const day = dayNumbered(first + at);
      return { working: this.isWorkingDay(day), officeMs: msOf(this.officeSpans(day)) };
    });
    return new WorkingIndex(stretch.length === 0 ? 0 : first, stretch, msOf(this.officeHours));
  }

  /** The table's word on a day, or what is assumed of its weekday. */
  ruleOf(day: CivilDate): DayRule {
    return this.days.get(day) ?? assumedRule(day);
  }

  /** Whether somebody decided about the day; false outside the published years. */
  covers(day: CivilDate): boolean {
    return this.days.has(day);
  }

  /** The parts of the day in which the office is open, closures taken out; empty on a day off. */
  officeSpans(day: CivilDate): readonly MinuteSpan[] {
    return officeSpans(this.ruleOf(day), this.officeHours);
  }

  /** Whether the day counts in a limit of working days. A day half of which is closed does; half a make-up day does not. */
  isWorkingDay(day: CivilDate): boolean {
    return this.ruleOf(day).kind === 'WORKING' && this.officeSpans(day).length > 0;
  }

  /** Whether the office is open on the day until the hour at which it usually closes. */
  isOpenToTheEnd(day: CivilDate): boolean {
    return this.isWorkingDay(day) && this.officeSpans(day).at(-1)!.to === this.closing;
  }

  /** The first working day after `day`. */
  nextWorkingDay(day: CivilDate): CivilDate {
    return this.addWorkingDays(day, 1);
  }

  /**
   * The `count`-th working day after `received`, which is day 0 whether it is a working day or not.
   *
   * @throws RangeError when `count` is not a positive integer
   */
  addWorkingDays(received: CivilDate, count: number): CivilDate {
    return dayNumbered(this.index.workingDayAt(this.index.workingDaysThrough(dayNumber(received)) + positive(count)));
  }

  /** The `count`-th working day before `day`. @throws RangeError when `count` is not a positive integer */
  workingDayBefore(day: CivilDate, count: number): CivilDate {
    return dayNumbered(this.index.workingDayAt(this.index.workingDaysThrough(dayNumber(day) - 1) - positive(count) + 1));
  }

  /** How many working days lie after `from`, up to and including `to`: the inverse of `addWorkingDays`. Negative backwards. */
  workingDaysBetween(from: CivilDate, to: CivilDate): number {
    return this.index.workingDaysThrough(dayNumber(to)) - this.index.workingDaysThrough(dayNumber(from));
  }

  /**
   * The `count`-th day of the calendar after `received` – the first day is not counted (行政程序法 §48 II) – or, when that is not
   * a working day, the next one that is.
   *
   * @throws RangeError when `count` is not a positive integer
   */
  addCalendarDays(received: CivilDate, count: number): CivilDate {
    return this.nextWorkingDay(addDays(received, positive(count) - 1));
  }

  /**
   * The instant at which `minutes` of office time have passed since `at`. Falls inside office hours or on their end, never on
   * their beginning; `at` itself when there is nothing to add.
   *
   * @param minutes zero or more, may be fractional to the millisecond
   * @throws RangeError when `minutes` is negative or not finite
   */
  addWorkingMinutes(at: Date, minutes: number): Date {
    if (!Number.isFinite(minutes) || minutes < 0) throw new RangeError(`cannot add ${minutes} minutes`);
    const ms = Math.round(minutes * MINUTE_MS);
    if (ms === 0) return at;
    const total = this.officeMsUntil(at) + ms;
    const number = this.index.dayReaching(total);
    const day = dayNumbered(number);
    let left = total - this.index.officeMsThrough(number - 1);
    const span = this.officeSpans(day).find((open) => {
      const length = (open.to - open.from) * MINUTE_MS;
      if (left <= length) return true;
      left -= length;
      return false;
    });
    return new Date(instantAt(day, span!.from, this.timeZone).getTime() + left);
  }

  /** Office time between two instants in minutes, fractional to the millisecond; negative when `to` is the earlier. */
  workingMinutesBetween(from: Date, to: Date): number {
    return (this.officeMsUntil(to) - this.officeMsUntil(from)) / MINUTE_MS;
  }

  /** Office time before an instant in milliseconds; only differences mean something. */
  private officeMsUntil(at: Date): number {
    const { day, now } = this.wall(at);
    let ms = this.index.officeMsThrough(dayNumber(day) - 1);
    for (const { from, to } of this.officeSpans(day)) ms += Math.max(0, Math.min(now, to * MINUTE_MS) - from * MINUTE_MS);
    return ms;
  }

  /** Whether the office is open at an instant; the minute of closing is still open, for work may be handed in on the stroke. */
  isOpen(at: Date): boolean {
    const { day, now } = this.wall(at);
    return this.officeSpans(day).some((span) => span.from * MINUTE_MS <= now && now <= span.to * MINUTE_MS);
  }

  /** `at` when the office is open, else the next time it opens. */
  nextOpen(at: Date): Date {
    if (this.isOpen(at)) return at;
    const total = this.officeMsUntil(at) + 1;
    const day = dayNumbered(this.index.dayReaching(total));
    const from = this.officeSpans(day).find((span) => this.instant(day, span.from) > at)!.from;
    return this.instant(day, from);
  }

  /** When the office opens on a working day; after a morning closure, later than usual. @throws RangeError on a day without office */
  openingOf(day: CivilDate): Date {
    const first = this.officeSpans(day)[0];
    if (first === undefined) throw new RangeError(`the office does not open on ${day}`);
    return this.instant(day, first.from);
  }

  /**
   * Where an end of time falls for an office: there, when the office is open on a working day; else when it next closes at its
   * usual hour at the end of one.
   *
   * So an end on a day off rolls on to the close of the next working day. And when the office closes early on the last day – a
   * typhoon afternoon – the handler gets the next working day, for nobody can hand in at 17:30 what the office shut at 13:00.
   * A closure that is over before the usual closing hour changes nothing: there was still an afternoon.
   */
  settled(end: Date): Date {
    const { day, now } = this.wall(end);
    if (this.isWorkingDay(day) && this.isOpen(end)) return end;
    return this.closingOf(this.dayOpenToTheEnd(now <= this.closing * MINUTE_MS ? day : addDays(day, 1)));
  }

  /** The usual closing hour on a day, whether the office is open or not. */
  closingOf(day: CivilDate): Date {
    return this.instant(day, this.closing);
  }

  /** `day`, or the first after it, on which the office is open until its usual closing hour. */
  private dayOpenToTheEnd(day: CivilDate): CivilDate {
    let open = day;
    while (!this.isOpenToTheEnd(open)) open = this.nextWorkingDay(open);
    return open;
  }

  /**
   * When a time limit that began at `start` ends. Hours run day and night and nothing moves them; working hours end while the office is open. Days end at the usual closing
   * hour of their last day, as `settled` leaves it; one on which the office was closed for some hours is still counted.
   *
   * @throws RangeError when the service level is not a positive integer
   */
  dueAt(start: Date, { value, unit }: Sla): Due {
    positive(value);
    const received = dayOf(start, this.timeZone);
    switch (unit) {
      case 'HOUR':
        return this.dueAfterTime(received, new Date(start.getTime() + value * HOUR_MS), true);
      case 'WORKING_HOUR':
        return this.dueAfterTime(received, this.addWorkingMinutes(start, value * 60), false);
      case 'WORKING_DAY':
        return this.dueAfterDays(received, this.addWorkingDays(received, value));
      case 'CALENDAR_DAY':
        return this.dueAfterDays(received, addDays(received, value));
    }
  }

  /** Time between two instants in minutes, as a limit counts it: in office time or by the clock on the wall; negative backwards. */
  minutesBetween(from: Date, to: Date, unit: SlaUnit): number {
    return isOfficeTime(unit) ? this.workingMinutesBetween(from, to) : (to.getTime() - from.getTime()) / MINUTE_MS;
  }

  /** Whole minutes left of a time limit, rounded down; negative when it is over. */
  remainingMinutes(at: Date, dueAt: Date, unit: SlaUnit): number {
    return Math.floor(this.minutesBetween(at, dueAt, unit));
  }

  /** The end of a time limit after its clock stood still. */
  givenBack(end: LimitEnd, pause: Pause, unit: SlaUnit): LimitEnd {
    return givenBack(end, pause, unit, this);
  }

  private dueAfterTime(received: CivilDate, at: Date, dayAndNight: boolean): Due {
    const on = dayOf(at, this.timeZone);
    const published = dayAndNight || (this.covers(received) && this.covers(on));
    return { at, on, countEndsAt: at, calendarVersion: this.version, published };
  }

  private dueAfterDays(received: CivilDate, last: CivilDate): Due {
    const on = this.dayOpenToTheEnd(last);
    const at = this.closingOf(on);
    const countEndsAt = on === last ? at : this.closingOf(last);
    return { at, on, countEndsAt, calendarVersion: this.version, published: this.covers(received) && this.covers(on) };
  }

  /** The next version, with some days told otherwise. */
  revised(version: number, changes: ReadonlyMap<CivilDate, DayRule>): BusinessCalendar {
    return new BusinessCalendar({ ...this.table, version, days: new Map([...this.days, ...changes]) });
  }

  /** The day and the millisecond of the day that the city's clocks show. */
  private wall(at: Date): { readonly day: CivilDate; readonly now: number } {
    const { day, minute } = wallClock(at, this.timeZone);
    return { day, now: minute * MINUTE_MS + (((at.getTime() % MINUTE_MS) + MINUTE_MS) % MINUTE_MS) };
  }

  private instant(day: CivilDate, minute: number): Date {
    return instantAt(day, minute, this.timeZone);
  }
}

const msOf = (spans: readonly MinuteSpan[]): number => minutesOf(spans) * MINUTE_MS;

function positive(count: number): number {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`days and hours are counted from 1, got ${count}`);
  return count;
}
