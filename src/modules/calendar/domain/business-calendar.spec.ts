import { OFFICE_HOURS, TAIPEI, finalCalendar, taipei } from '../../../../test/support/calendars.ts';
import { civilDate } from '../../../kernel/civil-date.ts';
import { BusinessCalendar, type CalendarTable } from './business-calendar.ts';
import { type DayRule, changeDay } from './day-rule.ts';
import type { Sla } from './sla.ts';

const published = finalCalendar();
const day = civilDate;
const WORKS: DayRule = { kind: 'WORKING', source: 'PUBLISHED', remark: '' };

/** The published calendar with one announcement for one day. */
function announced(on: string, kind: DayRule['kind'], from?: number): BusinessCalendar {
  const rule = changeDay(published.ruleOf(day(on)), { kind, reason: '颱風', ...(from !== undefined && { from }) });
  return published.revised(3, new Map([[day(on), rule]]));
}

describe('days', () => {
  test('a declared make-up Saturday is counted', () => {
    expect(published.addWorkingDays(day('2025-02-07'), 1)).toBe('2025-02-08');
  });

  test('a holiday of the office calendar is not counted', () => {
    expect(published.nextWorkingDay(day('2025-01-24'))).toBe('2025-02-03');
  });

  test('the day of receipt is day 0, also when the office is closed on it', () => {
    expect(published.addWorkingDays(day('2026-06-13'), 1)).toBe('2026-06-15');
    expect(published.addWorkingDays(day('2026-06-15'), 1)).toBe('2026-06-16');
  });

  test('calendar days count every day and roll an end without office to the next working day', () => {
    expect(published.addCalendarDays(day('2026-06-08'), 3)).toBe('2026-06-11');
    expect(published.addCalendarDays(day('2026-06-08'), 5)).toBe('2026-06-15');
  });

  test('days outside the published years are Monday to Friday, and the calendar says that it does not know', () => {
    expect(published.covers(day('2026-12-31'))).toBe(true);
    expect(published.covers(day('2027-01-01'))).toBe(false);
    expect(published.isWorkingDay(day('2027-01-01'))).toBe(true);
    expect(published.isWorkingDay(day('2027-01-02'))).toBe(false);
    expect(published.isWorkingDay(day('2023-12-29'))).toBe(true);
    expect(published.addWorkingDays(day('2026-12-30'), 3)).toBe('2027-01-04');
    expect(published.workingDayBefore(day('2024-01-02'), 1)).toBe('2023-12-29');
  });

  test('working days are counted from 1', () => {
    for (const count of [0, -1, 1.5, Number.NaN]) {
      expect(() => published.addWorkingDays(day('2026-06-15'), count)).toThrow(RangeError);
      expect(() => published.dueAt(taipei('2026-06-15 10:00'), { value: count, unit: 'HOUR' })).toThrow(RangeError);
    }
  });

  test('a working day of which nothing is left is none', () => {
    const closed = announced('2026-06-15', 'OFF', 480);
    expect(closed.isWorkingDay(day('2026-06-15'))).toBe(false);
    expect(closed.workingDaysBetween(day('2026-06-12'), day('2026-06-16'))).toBe(1);
  });
});

describe('office time', () => {
  test('minutes run from opening to closing, without the noon break', () => {
    expect(published.addWorkingMinutes(taipei('2026-06-15 12:00'), 60)).toEqual(taipei('2026-06-15 14:00'));
    expect(published.addWorkingMinutes(taipei('2026-06-15 17:00'), 30)).toEqual(taipei('2026-06-15 17:30'));
    expect(published.addWorkingMinutes(taipei('2026-06-15 17:00'), 60)).toEqual(taipei('2026-06-16 09:00'));
    expect(published.workingMinutesBetween(taipei('2026-06-15 12:00'), taipei('2026-06-16 09:00'))).toBe(30 + 240 + 30);
  });

  test('what comes in at night, at a weekend or on a holiday starts when the office opens', () => {
    expect(published.addWorkingMinutes(taipei('2026-06-12 23:00'), 60)).toEqual(taipei('2026-06-15 09:30'));
    expect(published.addWorkingMinutes(taipei('2026-06-15 03:00'), 240)).toEqual(taipei('2026-06-15 12:30'));
  });

  test('seconds are kept', () => {
    const at = new Date(taipei('2026-06-15 17:29').getTime() + 12_345);
    expect(published.addWorkingMinutes(at, 1)).toEqual(new Date(taipei('2026-06-16 08:30').getTime() + 12_345));
  });

  test('half a make-up day has minutes but is not counted as a day', () => {
    const half = announced('2026-06-13', 'WORKING', 810);
    expect(half.isWorkingDay(day('2026-06-13'))).toBe(false);
    expect(half.addWorkingMinutes(taipei('2026-06-12 17:30'), 60)).toEqual(taipei('2026-06-13 14:30'));
    expect(half.dueAt(taipei('2026-06-08 10:00'), { value: 5, unit: 'CALENDAR_DAY' }).on).toBe('2026-06-15');
    expect(half.settled(taipei('2026-06-13 15:00'))).toEqual(taipei('2026-06-15 17:30'));
  });

  test('time cannot be taken away or be without end', () => {
    for (const minutes of [-1, Number.NaN, Infinity])
      expect(() => published.addWorkingMinutes(taipei('2026-06-15 10:00'), minutes)).toThrow(RangeError);
  });

  test('the next open moment is now, after noon, tomorrow, or after the weekend', () => {
    expect(published.nextOpen(taipei('2026-06-15 10:00'))).toEqual(taipei('2026-06-15 10:00'));
    expect(published.nextOpen(taipei('2026-06-15 05:00'))).toEqual(taipei('2026-06-15 08:30'));
    expect(published.nextOpen(taipei('2026-06-15 12:31'))).toEqual(taipei('2026-06-15 13:30'));
    expect(published.nextOpen(taipei('2026-06-15 17:30'))).toEqual(taipei('2026-06-15 17:30'));
    expect(published.nextOpen(taipei('2026-06-15 17:31'))).toEqual(taipei('2026-06-16 08:30'));
    expect(published.nextOpen(taipei('2026-06-12 20:00'))).toEqual(taipei('2026-06-15 08:30'));
  });

  test('office hours must be there, in order and inside the day', () => {
    const table: CalendarTable = { version: 1, timeZone: TAIPEI, officeHours: [], days: new Map() };
    const wrong = [
      [],
      [{ from: 600, to: 600 }],
      [
        { from: 810, to: 1050 },
        { from: 510, to: 750 },
      ],
      [{ from: 510, to: 1441 }],
      [{ from: 0.5, to: 3 }],
    ];
    for (const officeHours of wrong) expect(() => new BusinessCalendar({ ...table, officeHours })).toThrow(RangeError);
  });
});

describe('due instants', () => {
  const at = (start: string, value: number, unit: Sla['unit'], calendar = published): Date =>
    calendar.dueAt(taipei(start), { value, unit }).at;

  test('hours run at once, day and night, through holidays and closures', () => {
    expect(at('2026-06-12 23:10', 2, 'HOUR')).toEqual(taipei('2026-06-13 01:10'));
    expect(at('2026-06-15 12:00', 4, 'HOUR', announced('2026-06-15', 'OFF'))).toEqual(taipei('2026-06-15 16:00'));
  });

  test('working hours run inside office hours', () => {
    expect(at('2026-06-12 16:30', 4, 'WORKING_HOUR')).toEqual(taipei('2026-06-15 11:30'));
  });

  test('days end when the office closes', () => {
    expect(at('2026-06-12 16:30', 1, 'WORKING_DAY')).toEqual(taipei('2026-06-15 17:30'));
    expect(at('2026-06-12 16:30', 7, 'CALENDAR_DAY')).toEqual(taipei('2026-06-22 17:30')); // the 19th is the Dragon Boat Festival
  });

  test('a closure of the whole day is not counted', () => {
    expect(at('2026-06-12 16:30', 1, 'WORKING_DAY', announced('2026-06-15', 'OFF'))).toEqual(taipei('2026-06-16 17:30'));
  });

  test('an office that closes early on the last day gives the next working day', () => {
    const typhoon = announced('2026-06-15', 'OFF', 780);
    expect(at('2026-06-12 16:30', 1, 'WORKING_DAY', typhoon)).toEqual(taipei('2026-06-16 17:30'));
    expect(at('2026-06-12 16:30', 3, 'CALENDAR_DAY', typhoon)).toEqual(taipei('2026-06-16 17:30'));
    expect(typhoon.dueAt(taipei('2026-06-12 16:30'), { value: 1, unit: 'WORKING_DAY' }).countEndsAt).toEqual(
      taipei('2026-06-15 17:30'),
    );
  });

  test('two afternoons closed in a row give the day after both', () => {
    const second = changeDay(WORKS, { kind: 'OFF', from: 780, reason: '颱風' });
    const typhoon = announced('2026-06-15', 'OFF', 780).revised(4, new Map([[day('2026-06-16'), second]]));
    expect(at('2026-06-12 16:30', 1, 'WORKING_DAY', typhoon)).toEqual(taipei('2026-06-17 17:30'));
  });

  test('a closed afternoon before the last day is still a day', () => {
    expect(at('2026-06-12 16:30', 2, 'WORKING_DAY', announced('2026-06-15', 'OFF', 780))).toEqual(taipei('2026-06-16 17:30'));
  });

  test('a closed morning changes no due day', () => {
    const morning = announced('2026-06-15', 'WORKING', 780);
    expect(at('2026-06-12 16:30', 1, 'WORKING_DAY', morning)).toEqual(taipei('2026-06-15 17:30'));
    expect(morning.openingOf(day('2026-06-15'))).toEqual(taipei('2026-06-15 13:30'));
  });

  test('a closed afternoon takes its minutes out of working hours', () => {
    expect(at('2026-06-15 11:30', 2, 'WORKING_HOUR', announced('2026-06-15', 'OFF', 780))).toEqual(taipei('2026-06-16 09:30'));
  });

  test('an answer from beyond the published years says so, except for hours', () => {
    const start = taipei('2026-12-30 10:00');
    expect(published.dueAt(start, { value: 1, unit: 'WORKING_DAY' }).published).toBe(true);
    expect(published.dueAt(start, { value: 6, unit: 'WORKING_DAY' })).toMatchObject({ on: '2027-01-07', published: false });
    expect(published.dueAt(start, { value: 90, unit: 'HOUR' }).published).toBe(true);
    expect(published.dueAt(taipei('2023-12-29 10:00'), { value: 1, unit: 'WORKING_DAY' })).toMatchObject({
      on: '2024-01-02',
      published: false,
    });
  });

  test('what remains is office time for the office, and time by the clock for hours and calendar days', () => {
    const [now, due] = [taipei('2026-06-12 16:30'), taipei('2026-06-15 10:30')];
    expect(published.remainingMinutes(now, due, 'WORKING_DAY')).toBe(180);
    expect(published.remainingMinutes(now, due, 'WORKING_HOUR')).toBe(180);
    expect(published.remainingMinutes(now, due, 'HOUR')).toBe(66 * 60);
    expect(published.remainingMinutes(now, due, 'CALENDAR_DAY')).toBe(66 * 60);
    expect(published.remainingMinutes(due, now, 'WORKING_DAY')).toBe(-180);
  });

  test('of a minute that has begun nothing remains', () => {
    const late = new Date(taipei('2026-06-15 10:30').getTime() + 1);
    expect(published.remainingMinutes(late, taipei('2026-06-15 10:31'), 'WORKING_DAY')).toBe(0);
    expect(published.remainingMinutes(late, taipei('2026-06-15 10:30'), 'HOUR')).toBe(-1);
  });

  test('the answer names the version of the calendar that was used', () => {
    expect(announced('2026-06-15', 'OFF').dueAt(taipei('2026-06-12 16:30'), { value: 1, unit: 'HOUR' }).calendarVersion).toBe(3);
  });

  test('the city says what day and hour it is, not the machine', () => {
    const table = { version: 1, officeHours: OFFICE_HOURS, days: new Map() };
    const start = new Date('2026-06-15T20:00:00Z');
    const dueIn = (timeZone: string): string =>
      new BusinessCalendar({ ...table, timeZone }).dueAt(start, { value: 1, unit: 'WORKING_DAY' }).at.toISOString();
    expect(dueIn('Asia/Taipei')).toBe('2026-06-17T09:30:00.000Z');
    expect(dueIn('America/New_York')).toBe('2026-06-16T21:30:00.000Z');
  });
});

describe('in a district', () => {
  const day = civilDate('2026-06-15');
  const rule: DayRule = { kind: 'WORKING', source: 'PUBLISHED', remark: '' };
  const closed: DayRule = { kind: 'OFF', source: 'ANNOUNCED', remark: '淹水' };
  const calendar = new BusinessCalendar({
    ...{ version: 4, timeZone: TAIPEI, officeHours: OFFICE_HOURS },
    days: new Map([[day, { ...rule, districts: { 'D-1': closed } }]]),
  });

  test('what was announced for it holds, and its time limits are counted by that', () => {
    const dueOn = (districtCode: string | null): string =>
      calendar.in(districtCode).dueAt(taipei('2026-06-12 16:30'), { value: 1, unit: 'WORKING_DAY' }).on;
    expect([dueOn(null), dueOn('D-1'), dueOn('D-2')]).toEqual(['2026-06-15', '2026-06-16', '2026-06-15']);
    expect([calendar.in('D-1').ruleOf(day), calendar.in('D-1').version]).toEqual([closed, 4]);
  });

  test('that was told nothing else the calendar is the city’s, and each is made once', () => {
    expect(calendar.in('D-2')).toBe(calendar);
    expect(calendar.in('D-1')).toBe(calendar.in('D-1'));
  });
});
