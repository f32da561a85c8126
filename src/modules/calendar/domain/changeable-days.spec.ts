import { civilDate } from '../../../kernel/civil-date.ts';
import { CalendarDayFinished, CalendarDayTooFar } from './calendar-errors.ts';
import { checkChangeable, checkPublishable, dividesTheDay, firstOpenDay } from './changeable-days.ts';
import type { DayRule } from './day-rule.ts';

const HOURS = [
  { from: 510, to: 750 },
  { from: 810, to: 1050 },
];
const TODAY = civilDate('2026-07-20');

test.each([
  ['2026-07-20', '2026-07-01'],
  ['2026-07-31', '2026-07-01'],
  ['2026-07-08', '2026-07-01'],
  ['2026-07-07', '2026-06-30'],
  ['2026-07-01', '2026-06-24'],
  ['2026-01-03', '2025-12-27'],
])('on %s the statistics are open from %s on: this month, or a week', (today, first) => {
  expect(firstOpenDay(civilDate(today))).toBe(first);
});

test.each(['2026-07-01', '2026-07-20', '2028-12-31'])('%s may be changed', (day) => {
  expect(() => checkChangeable(civilDate(day), TODAY)).not.toThrow();
});

test('a day whose statistics are finished may not be changed, nor one that lies too far ahead', () => {
  expect(() => checkChangeable(civilDate('2026-06-30'), TODAY)).toThrow(CalendarDayFinished);
  expect(() => checkChangeable(civilDate('2029-01-01'), TODAY)).toThrow(CalendarDayTooFar);
});

describe('a published table', () => {
  const past = civilDate('2026-03-02');
  const rule = (kind: DayRule['kind'], remark = ''): DayRule => ({ kind, source: 'PUBLISHED', remark });
  const publish = (day: typeof past, next: DayRule, before?: DayRule) => () =>
    checkPublishable(new Map([[day, next]]), () => before, TODAY, HOURS);

  test('may word a finished day otherwise, but not open or close it', () => {
    expect(publish(past, rule('WORKING', '更正'), rule('WORKING'))).not.toThrow();
    expect(publish(past, rule('OFF'), rule('WORKING'))).toThrow(CalendarDayFinished);
  });

  test('may tell what nobody had published of a finished day', () => {
    expect(publish(past, rule('OFF'))).not.toThrow();
    expect(publish(past, rule('OFF'), { ...rule('WORKING'), source: 'ASSUMED' })).not.toThrow();
  });

  test('may open and close days that are not finished', () => {
    expect(publish(TODAY, rule('OFF'), rule('WORKING'))).not.toThrow();
  });

  test('of another decade is a mistake', () => {
    expect(publish(civilDate('2062-01-01'), rule('OFF'))).toThrow(CalendarDayTooFar);
  });
});

test.each([
  [510, false],
  [511, true],
  [780, true],
  [1049, true],
  [1050, false],
])('at minute %d something is open before and after: %s', (minute, divides) => {
  expect(dividesTheDay(minute, HOURS)).toBe(divides);
});
