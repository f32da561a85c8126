import { finalCalendar, firstPublishedCalendar, taipei } from '../../../../test/support/calendars.ts';
import { civilDate } from '../../../kernel/civil-date.ts';
import { type BusinessCalendar, type Sla, changeDay } from '../../calendar/index.ts';
import type { ClockEntry } from './clock-entry.ts';
import { ExtensionTooLate, ExtensionTooShort, IllegalClockEntry } from './clock-errors.ts';
import { type ClockReading, append, replay } from './clock-ledger.ts';

const SIX_DAYS: Sla = { value: 6, unit: 'WORKING_DAY' };
const CALENDARS = [firstPublishedCalendar(), finalCalendar()];

/** Version 1 is the table of 2025 as first published, 2 its revision. */
function calendarOf(version: number): BusinessCalendar {
  return CALENDARS.find((calendar) => calendar.version === version)!;
}

const start = (at: string, calendarVersion = 2): ClockEntry => ({ kind: 'START', at: taipei(at), calendarVersion, holder: 'RD' });
const pause = (at: string): ClockEntry => ({ kind: 'PAUSE', at: taipei(at) });
const resume = (at: string): ClockEntry => ({ kind: 'RESUME', at: taipei(at) });
const extend = (at: string, until: string): ClockEntry => ({ kind: 'EXTEND', at: taipei(at), until: taipei(until) });
const replan = (at: string, calendarVersion: number): ClockEntry => ({ kind: 'REPLAN', at: taipei(at), calendarVersion });
const transfer = (at: string, to: string): ClockEntry => ({ kind: 'TRANSFER', at: taipei(at), from: 'RD', to });
const stop = (at: string): ClockEntry => ({ kind: 'STOP', at: taipei(at) });

const read = (sla: Sla, ...entries: ClockEntry[]): ClockReading => replay(entries, sla, calendarOf);

/** Adds the last entry to a ledger of the others. */
function add(sla: Sla, ...entries: ClockEntry[]): ClockReading {
  return append(entries.slice(0, -1), entries.at(-1)!, sla, calendarOf);
}

test('a clock that nothing happened to ends as the calendar says', () => {
  const reading = read(SIX_DAYS, start('2026-06-08 10:00'));
  expect(reading).toMatchObject({ state: 'RUNNING', dueAt: taipei('2026-06-16 17:30'), calendarVersion: 2, holder: 'RD' });
  expect(reading.startedAt).toEqual(taipei('2026-06-08 10:00'));
});

test('a granted end holds until the office closes on its day, from whenever the time is counted', () => {
  const entries = [start('2026-06-08 10:00'), extend('2026-06-08 11:00', '2026-06-12 08:00')];
  const apart: ClockEntry = { kind: 'UNMERGE', at: taipei('2026-06-11 10:00'), startedAt: taipei('2026-06-11 16:00') };
  for (const ledger of [entries, [...entries, apart]])
    expect(read({ value: 4, unit: 'WORKING_HOUR' }, ...ledger).dueAt).toEqual(taipei('2026-06-12 17:30'));
});

describe('a pause gives back what it took', () => {
  test('working days get the office time, to the minute', () => {
    const entries = [start('2026-06-08 10:00'), pause('2026-06-09 16:30'), resume('2026-06-10 09:30')];
    expect(read(SIX_DAYS, ...entries).dueAt).toEqual(taipei('2026-06-17 10:30'));
  });

  test('a pause over a weekend takes and gives nothing', () => {
    const entries = [start('2026-06-08 10:00'), pause('2026-06-12 17:30'), resume('2026-06-15 08:30')];
    expect(read(SIX_DAYS, ...entries).dueAt).toEqual(taipei('2026-06-16 17:30'));
  });

  test('hours get the time itself, nights and weekends too', () => {
    const entries = [start('2026-06-12 20:00'), pause('2026-06-12 21:00'), resume('2026-06-13 04:30')];
    expect(read({ value: 2, unit: 'HOUR' }, ...entries).dueAt).toEqual(taipei('2026-06-13 05:30'));
  });

  test('calendar days get a day for every midnight, and roll again', () => {
    const limit: Sla = { value: 7, unit: 'CALENDAR_DAY' };
    expect(read(limit, start('2026-06-08 10:00')).dueAt).toEqual(taipei('2026-06-15 17:30'));
    const sameDay = [start('2026-06-08 10:00'), pause('2026-06-09 09:00'), resume('2026-06-09 17:00')];
    expect(read(limit, ...sameDay).dueAt).toEqual(taipei('2026-06-15 17:30'));
    const fourNights = [start('2026-06-08 10:00'), pause('2026-06-09 17:00'), resume('2026-06-13 09:00')];
    expect(read(limit, ...fourNights).dueAt).toEqual(taipei('2026-06-22 17:30')); // the 19th is a holiday, then a weekend
  });

  test('a rolled end does not swallow the pause: days are added to where the counting ended', () => {
    const entries = [start('2026-06-08 10:00'), pause('2026-06-09 17:00'), resume('2026-06-10 09:00')];
    const limit: Sla = { value: 5, unit: 'CALENDAR_DAY' }; // ends on Saturday the 13th
    expect(read(limit, ...entries).dueAt).toEqual(taipei('2026-06-15 17:30'));
  });

  test('calendar days that are all counted, and wait for an office alone, wait until the pause is over', () => {
    const limit: Sla = { value: 5, unit: 'CALENDAR_DAY' }; // ends on Saturday the 13th, rolled to the 15th
    const entries = [start('2026-06-08 10:00'), pause('2026-06-14 12:00'), resume('2026-06-16 09:00')];
    expect(read(limit, ...entries).dueAt).toEqual(taipei('2026-06-16 17:30'));
  });

  test('a time that is counted from a later start since gets nothing for what stood still before', () => {
    const pauses = [start('2026-06-08 10:00'), pause('2026-06-09 09:00'), resume('2026-06-11 09:00')];
    const [from, to]: [Sla, Sla] = [SIX_DAYS, { value: 4, unit: 'HOUR' }];
    const now = taipei('2026-06-12 10:00');
    const hazard = read(from, ...pauses, { kind: 'RECATEGORISE', at: now, startedAt: now, from, to });
    expect(hazard.dueAt).toEqual(taipei('2026-06-12 14:00'));
    expect(hazard.ranUntil(taipei('2026-06-12 11:00'))).toBe(60);
    const earlier = taipei('2026-06-10 09:00'); // in the middle of the pause
    const half = read(from, ...pauses, { kind: 'RECATEGORISE', at: now, startedAt: earlier, from, to: { ...to, value: 48 } });
    expect(half.dueAt).toEqual(taipei('2026-06-13 09:00'));
  });

  test('late stays late: a pause after the due instant gives nothing', () => {
    const entries = [start('2026-06-08 10:00'), pause('2026-06-16 17:31'), resume('2026-06-18 10:00')];
    expect(read(SIX_DAYS, ...entries).dueAt).toEqual(taipei('2026-06-16 17:30'));
  });
});

describe('what remains', () => {
  const entries = [start('2026-06-08 10:00'), pause('2026-06-15 16:30')];

  test('runs down in office time', () => {
    const reading = read(SIX_DAYS, entries[0]!);
    expect(reading.remainingMinutes(taipei('2026-06-15 16:30'))).toBe(60 + 480);
    expect(reading.remainingMinutes(taipei('2026-06-15 23:00'))).toBe(480);
    expect(reading.remainingMinutes(taipei('2026-06-17 09:30'))).toBe(-60);
  });

  test('stands still while the clock is paused, and is the same after it', () => {
    const paused = read(SIX_DAYS, ...entries);
    expect(paused.state).toBe('PAUSED');
    expect(paused.remainingMinutes(taipei('2026-06-15 15:30'))).toBe(600);
    expect(paused.remainingMinutes(taipei('2026-07-15 16:30'))).toBe(540);
    expect(paused.isOverdue(taipei('2026-07-15 16:30'))).toBe(false);
    const resumed = read(SIX_DAYS, ...entries, resume('2026-07-15 11:11'));
    expect(resumed.remainingMinutes(taipei('2026-07-15 11:11'))).toBe(540);
  });

  test('stands still when the case is closed, and tells for ever whether it was late', () => {
    const inTime = read(SIX_DAYS, entries[0]!, stop('2026-06-16 17:30'));
    expect(inTime.remainingMinutes(taipei('2026-12-01 10:00'))).toBe(0);
    expect(inTime.isOverdue(taipei('2026-12-01 10:00'))).toBe(false);
    const late = read(SIX_DAYS, entries[0]!, stop('2026-06-17 08:31'));
    expect(late.remainingMinutes(taipei('2026-12-01 10:00'))).toBe(-1);
    expect(late.isOverdue(taipei('2026-12-01 10:00'))).toBe(true);
    expect(late.isOverdue(taipei('2026-06-16 10:00'))).toBe(false);
  });
});

test('a case that is closed during a pause is measured where the clock stood', () => {
  const reading = read(SIX_DAYS, start('2026-06-08 10:00'), pause('2026-06-15 16:30'), stop('2026-07-15 10:00'));
  expect(reading.state).toBe('STOPPED');
  expect(reading.isOverdue(taipei('2026-08-01 10:00'))).toBe(false);
  expect(reading.remainingMinutes(taipei('2026-08-01 10:00'))).toBe(540);
});

describe('an extension', () => {
  const begun = start('2026-06-08 10:00');

  test('moves the end to the instant granted, or to where the office is open', () => {
    expect(add(SIX_DAYS, begun, extend('2026-06-15 10:00', '2026-06-18 17:30')).dueAt).toEqual(taipei('2026-06-18 17:30'));
    expect(add(SIX_DAYS, begun, extend('2026-06-15 10:00', '2026-06-19 17:30')).dueAt).toEqual(taipei('2026-06-22 17:30'));
    expect(add({ value: 200, unit: 'HOUR' }, begun, extend('2026-06-15 10:00', '2026-06-20 03:00')).dueAt).toEqual(
      taipei('2026-06-20 03:00'),
    );
  });

  test('is granted on the stroke of the due instant, and not after it', () => {
    expect(add(SIX_DAYS, begun, extend('2026-06-16 17:30', '2026-06-18 17:30')).dueAt).toEqual(taipei('2026-06-18 17:30'));
    expect(() => add(SIX_DAYS, begun, extend('2026-06-16 17:31', '2026-06-18 17:30'))).toThrow(ExtensionTooLate);
    expect(() => add(SIX_DAYS, begun, pause('2026-06-17 10:00'), extend('2026-06-17 11:00', '2026-06-18 17:30'))).toThrow(
      ExtensionTooLate,
    );
  });

  test('of calendar days keeps its hour through a pause within one day', () => {
    const entries = [
      begun,
      extend('2026-06-10 10:00', '2026-06-23 12:00'),
      pause('2026-06-11 09:00'),
      resume('2026-06-11 16:00'),
    ];
    expect(read({ value: 7, unit: 'CALENDAR_DAY' }, ...entries).dueAt).toEqual(taipei('2026-06-23 12:00'));
  });

  test('that does not move the end is refused', () => {
    expect(() => add(SIX_DAYS, begun, extend('2026-06-15 10:00', '2026-06-16 17:30'))).toThrow(ExtensionTooShort);
    const paused = [begun, pause('2026-06-09 10:00')];
    expect(() => add(SIX_DAYS, ...paused, extend('2026-06-11 10:00', '2026-06-18 10:00'))).toThrow(ExtensionTooShort);
  });

  test('granted during a pause already holds what stood still until then', () => {
    const entries = [begun, pause('2026-06-09 10:00'), extend('2026-06-11 10:00', '2026-06-23 17:30')];
    expect(add(SIX_DAYS, ...entries).dueAt).toEqual(taipei('2026-06-23 17:30'));
    expect(add(SIX_DAYS, ...entries, resume('2026-06-11 11:00')).dueAt).toEqual(taipei('2026-06-24 09:30'));
  });
});

describe('a revised calendar', () => {
  const begun = start('2025-09-22 10:00', 1);

  test('counts everything again, and both ends stay in the ledger', () => {
    const { dueAt, lines, calendarVersion } = read(SIX_DAYS, begun, replan('2025-09-24 09:00', 2));
    expect(lines.map((line) => line.dueAt)).toEqual([taipei('2025-09-30 17:30'), taipei('2025-10-01 17:30')]);
    expect({ dueAt, calendarVersion }).toEqual({ dueAt: taipei('2025-10-01 17:30'), calendarVersion: 2 });
  });

  test('counts the pauses before it again too', () => {
    const entries = [begun, pause('2025-09-26 17:30'), resume('2025-09-30 08:30')]; // the 29th became a holiday
    expect(read(SIX_DAYS, ...entries).dueAt).toEqual(taipei('2025-10-01 17:30'));
    expect(read(SIX_DAYS, ...entries, replan('2025-09-30 10:00', 2)).dueAt).toEqual(taipei('2025-10-01 17:30'));
  });

  test('moves a granted end off a day that became a closure', () => {
    const closed = changeDay(calendarOf(2).ruleOf(civilDate('2026-06-18')), { kind: 'OFF', reason: '颱風' });
    const typhoon = calendarOf(2).revised(3, new Map([[civilDate('2026-06-18'), closed]]));
    const entries = [start('2026-06-08 10:00'), extend('2026-06-15 10:00', '2026-06-18 17:30'), replan('2026-06-17 20:00', 3)];
    const reading = replay(entries, SIX_DAYS, (version) => (version === 3 ? typhoon : calendarOf(version)));
    expect(reading.dueAt).toEqual(taipei('2026-06-22 17:30'));
  });
});

test('a transfer changes who has the case and not when it is due', () => {
  const { dueAt, holder } = read(SIX_DAYS, start('2026-06-08 10:00'), transfer('2026-06-10 10:00', 'PK'));
  expect({ dueAt, holder }).toEqual({ dueAt: taipei('2026-06-16 17:30'), holder: 'PK' });
});

test('a clock started again after its end is a second clock, and the result of the first is kept', () => {
  const entries = [start('2026-06-08 10:00'), stop('2026-06-17 10:00'), start('2026-06-22 10:00')];
  const { state, startedAt, dueAt, lines } = read(SIX_DAYS, ...entries);
  expect({ state, startedAt, dueAt }).toEqual({
    state: 'RUNNING',
    startedAt: taipei('2026-06-22 10:00'),
    dueAt: taipei('2026-06-30 17:30'),
  });
  expect(lines[1]!.dueAt).toEqual(taipei('2026-06-16 17:30'));
});

describe('no ledger is', () => {
  const begun = start('2026-06-08 10:00');
  test.each<[string, ClockEntry[]]>([
    ['nothing', []],
    ['a pause without a beginning', [pause('2026-06-08 10:00')]],
    ['two beginnings', [begun, start('2026-06-09 10:00')]],
    ['two pauses', [begun, pause('2026-06-09 10:00'), pause('2026-06-10 10:00')]],
    ['a resumption without a pause', [begun, resume('2026-06-09 10:00')]],
    ['two ends', [begun, stop('2026-06-09 10:00'), stop('2026-06-09 10:00')]],
    ['an extension after the end', [begun, stop('2026-06-09 10:00'), extend('2026-06-10 10:00', '2026-07-10 10:00')]],
    ['a transfer after the end', [begun, stop('2026-06-09 10:00'), transfer('2026-06-10 10:00', 'PK')]],
    ['an entry older than the last', [begun, pause('2026-06-08 09:59')]],
  ])('%s', (_, entries) => {
    expect(() => read(SIX_DAYS, ...entries)).toThrow(IllegalClockEntry);
  });
});

describe('a clock stands still for its case and for a disaster, each by itself', () => {
  const begins = (at: string): ClockEntry => ({ kind: 'PAUSE', at: taipei(at), disasterId: 'D' });
  const ends = (at: string): ClockEntry => ({ kind: 'RESUME', at: taipei(at), disasterId: 'D' });
  const ten = start('2026-06-08 10:00');
  const HOURS: Sla = { value: 24, unit: 'HOUR' };

  test('the end of the disaster leaves the pause of the case, and the end of that the disaster', () => {
    const both = [ten, pause('2026-06-08 11:00'), begins('2026-06-08 12:00')];
    expect(read(HOURS, ...both)).toMatchObject({ state: 'PAUSED', suspendedBy: 'D', pausedByCase: true });
    expect(read(HOURS, ...both, ends('2026-06-08 13:00'))).toMatchObject({
      state: 'PAUSED',
      suspendedBy: null,
      pausedByCase: true,
    });
    expect(read(HOURS, ...both, resume('2026-06-08 13:00'))).toMatchObject({
      state: 'PAUSED',
      suspendedBy: 'D',
      pausedByCase: false,
    });
    expect(read(HOURS, ...both, ends('2026-06-08 13:00'), resume('2026-06-08 14:00')).dueAt).toEqual(taipei('2026-06-09 13:00'));
  });

  test('neither ends what it did not begin, nor begins twice', () => {
    expect(() => read(HOURS, ten, pause('2026-06-08 11:00'), ends('2026-06-08 12:00'))).toThrow(IllegalClockEntry);
    expect(() => read(HOURS, ten, begins('2026-06-08 11:00'), resume('2026-06-08 12:00'))).toThrow(IllegalClockEntry);
    expect(() => read(HOURS, ten, begins('2026-06-08 11:00'), begins('2026-06-08 12:00'))).toThrow(IllegalClockEntry);
  });

  test('a disaster takes effect when it began and ended, though that is written after what happened to the case since', () => {
    const late = [ten, transfer('2026-06-08 15:00', 'EP'), begins('2026-06-08 12:00'), ends('2026-06-08 14:00')];
    expect(read(HOURS, ...late)).toMatchObject({ state: 'RUNNING', holder: 'EP', dueAt: taipei('2026-06-09 12:00') });
    const closedMeanwhile = [ten, begins('2026-06-08 12:00'), ends('2026-06-08 14:00'), stop('2026-06-08 13:00')];
    expect(read(HOURS, ...closedMeanwhile).state).toBe('STOPPED');
  });

  test('time that was given back for the one is not given back for the other again', () => {
    const entries = [
      ten,
      pause('2026-06-08 11:00'),
      resume('2026-06-08 14:00'),
      begins('2026-06-08 12:00'),
      ends('2026-06-08 16:00'),
    ];
    expect(read(HOURS, ...entries).dueAt).toEqual(taipei('2026-06-09 15:00'));
  });

  test('a clock that starts meanwhile stands still from its start', () => {
    const entries = [ten, begins('2026-06-08 09:00'), ends('2026-06-08 12:00')];
    expect(read(HOURS, ...entries).dueAt).toEqual(taipei('2026-06-09 12:00'));
  });

  test('an extension is granted while it stands still for both', () => {
    const both = [ten, pause('2026-06-08 11:00'), begins('2026-06-08 12:00')];
    expect(add(HOURS, ...both, extend('2026-06-08 13:00', '2026-06-12 10:00')).dueAt).toEqual(taipei('2026-06-12 10:00'));
    expect(() => add(HOURS, ...both, extend('2026-06-08 13:00', '2026-06-09 11:00'))).toThrow(ExtensionTooShort);
  });
});
