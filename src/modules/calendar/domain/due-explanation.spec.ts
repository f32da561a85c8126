import fc from 'fast-check';
import { TAIPEI, calendars, finalCalendar, instants, taipei } from '../../../../test/support/calendars.ts';
import { addDays, civilDate, dayOf } from '../../../kernel/civil-date.ts';
import type { BusinessCalendar } from './business-calendar.ts';
import { changeDay } from './day-rule.ts';
import { type DueExplanation, explain } from './due-explanation.ts';
import type { Sla } from './sla.ts';

const published = finalCalendar();

function closed(on: string, from?: number): BusinessCalendar {
  const day = civilDate(on);
  const change = { kind: 'OFF' as const, reason: '颱風', ...(from !== undefined && { from }) };
  return published.revised(3, new Map([[day, changeDay(published.ruleOf(day), change)]]));
}

/** One line per day: day, part, number or minutes. */
const lines = ({ days }: DueExplanation): string[] =>
  days.map(({ day, part, number, minutes }) => [day.slice(5), part, number ?? minutes].filter((cell) => cell !== null).join(' '));

const text = ({ days }: DueExplanation, on: string): unknown => days.find(({ day }) => day === on)?.text;

test('six working days around the make-up Saturday of 2025 are told one by one', () => {
  const told = explain(taipei('2025-01-24 16:00'), { value: 6, unit: 'WORKING_DAY' }, published);
  expect(lines(told)).toEqual([
    '01-24 RECEIPT',
    '01-25 WEEKEND',
    '01-26 WEEKEND',
    '01-27 HOLIDAY',
    '01-28 HOLIDAY',
    '01-29 HOLIDAY',
    '01-30 HOLIDAY',
    '01-31 HOLIDAY',
    '02-01 WEEKEND',
    '02-02 WEEKEND',
    '02-03 COUNTED 1',
    '02-04 COUNTED 2',
    '02-05 COUNTED 3',
    '02-06 COUNTED 4',
    '02-07 COUNTED 5',
    '02-08 MAKE_UP 6',
  ]);
  expect(text(told, '2025-01-24')).toEqual({ 'zh-TW': '收件日，不計入', en: 'Day of receipt, not counted' });
  expect(text(told, '2025-01-25')).toEqual({ 'zh-TW': '星期六，不計入', en: 'Saturday, not counted' });
  expect(text(told, '2025-01-28')).toEqual({ 'zh-TW': '放假日，不計入（農曆除夕）', en: 'Holiday, not counted (農曆除夕)' });
  expect(text(told, '2025-02-03')).toEqual({ 'zh-TW': '第 1 個工作天，共 6 個', en: 'Working day 1 of 6' });
  expect(text(told, '2025-02-08')).toMatchObject({ en: expect.stringMatching(/^Make-up working day, working day 6 of 6/) });
});

test('calendar days count weekends, and an end on one is rolled', () => {
  const told = explain(taipei('2026-06-16 10:00'), { value: 4, unit: 'CALENDAR_DAY' }, published);
  expect(lines(told)).toEqual([
    '06-16 RECEIPT',
    '06-17 COUNTED 1',
    '06-18 COUNTED 2',
    '06-19 COUNTED 3',
    '06-20 COUNTED 4',
    '06-21 WEEKEND',
    '06-22 ROLLED',
  ]);
  expect(text(told, '2026-06-19')).toEqual({ 'zh-TW': '第 3 個日曆天，共 4 個（端午節）', en: 'Calendar day 3 of 4 (端午節)' });
  expect(text(told, '2026-06-22')).toMatchObject({ 'zh-TW': '期限末日未上班至下班時間，順延至本日' });
});

test('a typhoon day is a closure with its reason', () => {
  const told = explain(taipei('2026-06-12 10:00'), { value: 1, unit: 'WORKING_DAY' }, closed('2026-06-15'));
  expect(lines(told)).toEqual(['06-12 RECEIPT', '06-13 WEEKEND', '06-14 WEEKEND', '06-15 CLOSURE', '06-16 COUNTED 1']);
  expect(text(told, '2026-06-15')).toEqual({ 'zh-TW': '停止上班，不計入（颱風）', en: 'Office closed, not counted (颱風)' });
});

test('a typhoon afternoon on the last day is counted, told, and rolled', () => {
  const told = explain(taipei('2026-06-12 10:00'), { value: 1, unit: 'WORKING_DAY' }, closed('2026-06-15', 780));
  expect(lines(told)).toEqual(['06-12 RECEIPT', '06-13 WEEKEND', '06-14 WEEKEND', '06-15 COUNTED 1', '06-16 ROLLED']);
  expect(text(told, '2026-06-15')).toEqual({
    'zh-TW': '第 1 個工作天，共 1 個（颱風）（13:00 起停止上班）',
    en: 'Working day 1 of 1 (颱風) (closed from 13:00)',
  });
});

test('working hours tell the minutes of each day', () => {
  const told = explain(taipei('2026-06-12 16:00'), { value: 4, unit: 'WORKING_HOUR' }, published);
  expect(lines(told)).toEqual(['06-12 RECEIPT 90', '06-13 WEEKEND 0', '06-14 WEEKEND 0', '06-15 COUNTED 150']);
  expect(text(told, '2026-06-12')).toEqual({ 'zh-TW': '收件日，計 1 小時 30 分鐘', en: 'Day of receipt, 1 h 30 min counted' });
  expect(text(told, '2026-06-15')).toEqual({ 'zh-TW': '計 2 小時 30 分鐘', en: '2 h 30 min counted' });
});

test('hours count the night and the weekend', () => {
  const told = explain(taipei('2026-06-12 23:00'), { value: 2, unit: 'HOUR' }, closed('2026-06-13'));
  expect(lines(told)).toEqual(['06-12 RECEIPT 60', '06-13 COUNTED 60']);
});

test('minutes are whole ones, and still add up to the limit', () => {
  const told = explain(new Date(taipei('2026-06-12 20:08').getTime() + 19_067), { value: 4, unit: 'HOUR' }, published);
  expect(lines(told)).toEqual(['06-12 RECEIPT 232', '06-13 COUNTED 8']);
});

test('days that nobody has decided about are told as assumed', () => {
  const told = explain(taipei('2026-12-31 10:00'), { value: 1, unit: 'WORKING_DAY' }, published);
  expect(text(told, '2027-01-01')).toEqual({
    'zh-TW': '第 1 個工作天，共 1 個（辦公日曆尚未公告，暫以星期一至五上班推定）',
    en: 'Working day 1 of 1 (no office calendar published; Monday to Friday assumed)',
  });
});

describe('for every calendar', () => {
  const units: Sla['unit'][] = ['HOUR', 'WORKING_HOUR', 'WORKING_DAY', 'CALENDAR_DAY'];
  const slas = fc.record({ value: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom(...units) });

  test('every day from the receipt to the due day is told once, in order, in both languages', () => {
    fc.assert(
      fc.property(calendars, instants, slas, (calendar, start, sla) => {
        const { due, days } = explain(start, sla, calendar);
        expect(due).toEqual(calendar.dueAt(start, sla));
        const received = dayOf(start, TAIPEI);
        expect(days.map(({ day }) => day)).toEqual(days.map((_, at) => addDays(received, at)));
        expect(days.at(-1)!.day).toBe(due.on);
        expect(days.every((told) => told.text['zh-TW'] !== '' && told.text.en !== '')).toBe(true);
      }),
    );
  });

  test('the counted days or minutes add up to the limit', () => {
    fc.assert(
      fc.property(calendars, instants, slas, (calendar, start, sla) => {
        const { days } = explain(start, sla, calendar);
        const numbers = days.map(({ number }) => number).filter((number) => number !== null);
        const minutes = days.reduce((sum, told) => sum + (told.minutes ?? 0), 0);
        if (sla.unit === 'HOUR' || sla.unit === 'WORKING_HOUR') expect(minutes).toBe(sla.value * 60);
        else expect(numbers).toEqual(Array.from({ length: sla.value }, (_, at) => at + 1));
      }),
    );
  });
});
