import fc from 'fast-check';
import { TAIPEI, calendars, finalCalendar, instants, taipei } from '../../../../test/support/calendars.ts';
import { addDays, civilDate, dayOf } from '../../../kernel/civil-date.ts';
import type { BusinessCalendar } from './business-calendar.ts';
import { changeDay } from './day-rule.ts';
import { type DueExplanation, explain as explainCourse, type TimeCourse } from './due-explanation.ts';
import type { Sla } from './sla.ts';

const published = finalCalendar();

/** A limit to which nothing has happened but what is told. */
const explain = (startedAt: Date, sla: Sla, calendar: BusinessCalendar, more: Partial<TimeCourse> = {}): DueExplanation =>
  explainCourse({ startedAt, sla, promised: null, pauses: [], granted: null, standsStill: false, ...more }, calendar);

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
  expect(text(told, '2025-01-24')).toEqual({ 'zh-TW': '始日，不計入', en: 'First day, not counted' });
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
  expect(text(told, '2026-06-12')).toEqual({ 'zh-TW': '始日，計 1 小時 30 分鐘', en: 'First day, 1 h 30 min counted' });
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

test('hours that end at midnight are no matter of the office', () => {
  expect(lines(explain(taipei('2026-06-12 22:00'), { value: 2, unit: 'HOUR' }, published))).toEqual([
    '06-12 RECEIPT 120',
    '06-13 COUNTED 0',
  ]);
});

describe('a clock that stood still', () => {
  const stood = (from: string, to: string): Partial<TimeCourse> => ({ pauses: [{ from: taipei(from), to: taipei(to) }] });

  test('of hours counts those in which it ran', () => {
    const told = explain(
      taipei('2026-06-12 09:00'),
      { value: 24, unit: 'HOUR' },
      published,
      stood('2026-06-12 10:00', '2026-06-14 10:00'),
    );
    expect(told.dueAt).toEqual(taipei('2026-06-15 09:00'));
    expect(lines(told)).toEqual(['06-12 RECEIPT 60', '06-13 PAUSED 0', '06-14 COUNTED 840', '06-15 COUNTED 540']);
    expect(text(told, '2026-06-12')).toEqual({
      'zh-TW': '始日，計 1 小時（暫停 14 小時）',
      en: 'First day, 1 h counted (stood still for 14 h)',
    });
    expect(text(told, '2026-06-13')).toEqual({ 'zh-TW': '暫停計時 24 小時', en: 'The clock stood still for 24 h' });
  });

  test('of working hours counts the office time in which it ran', () => {
    const told = explain(
      taipei('2026-06-12 16:00'),
      { value: 4, unit: 'WORKING_HOUR' },
      published,
      stood('2026-06-12 16:30', '2026-06-15 09:30'),
    );
    expect(told.dueAt).toEqual(taipei('2026-06-15 14:00'));
    expect(lines(told)).toEqual(['06-12 RECEIPT 30', '06-13 WEEKEND 0', '06-14 WEEKEND 0', '06-15 COUNTED 210']);
  });

  test('of working days counts days before, and the office time that was left since', () => {
    const told = explain(
      taipei('2026-06-08 10:00'),
      { value: 6, unit: 'WORKING_DAY' },
      published,
      stood('2026-06-10 16:30', '2026-06-12 09:30'),
    );
    expect(told.dueAt).toEqual(taipei('2026-06-18 10:30'));
    expect(lines(told)).toEqual([
      ...['06-08 RECEIPT', '06-09 COUNTED 1', '06-10 PAUSED 0', '06-11 PAUSED 0', '06-12 COUNTED 420'],
      ...[
        '06-13 WEEKEND 0',
        '06-14 WEEKEND 0',
        '06-15 COUNTED 480',
        '06-16 COUNTED 480',
        '06-17 COUNTED 480',
        '06-18 COUNTED 120',
      ],
    ]);
    expect(text(told, '2026-06-10')).toEqual({
      'zh-TW': '暫停計時 1 小時（尚餘辦公時間 33 小時，自此按時計算）',
      en: 'The clock stood still for 1 h (33 h of office time left, counted by the hour from here on)',
    });
    expect(text(told, '2026-06-12')).toMatchObject({ 'zh-TW': '計 7 小時（暫停 1 小時）' });
  });

  test('over a weekend alone has lost no working day', () => {
    const stoodStill = stood('2026-06-12 17:30', '2026-06-15 08:30');
    const [start, sla] = [taipei('2026-06-08 10:00'), { value: 6, unit: 'WORKING_DAY' }] as const;
    expect(explain(start, sla, published, stoodStill)).toEqual(explain(start, sla, published));
  });

  test('of calendar days leaves out the days to which a midnight led', () => {
    const told = explain(
      taipei('2026-06-08 10:00'),
      { value: 5, unit: 'CALENDAR_DAY' },
      published,
      stood('2026-06-09 17:00', '2026-06-11 09:00'),
    );
    expect(lines(told)).toEqual([
      ...['06-08 RECEIPT', '06-09 COUNTED 1', '06-10 PAUSED', '06-11 PAUSED', '06-12 COUNTED 2'],
      ...['06-13 COUNTED 3', '06-14 COUNTED 4', '06-15 COUNTED 5'],
    ]);
    expect(text(told, '2026-06-10')).toEqual({ 'zh-TW': '暫停計時', en: 'The clock stood still' });
  });

  test('and does so now is counted again when it runs', () => {
    const told = explain(taipei('2026-06-12 10:00'), { value: 1, unit: 'WORKING_DAY' }, published, { standsStill: true });
    expect(text(told, '2026-06-15')).toEqual({
      'zh-TW': '第 1 個工作天，共 1 個（目前暫停計時，恢復後重算）',
      en: 'Working day 1 of 1 (the clock stands still, counted again when it runs)',
    });
  });
});

describe('an end that was named', () => {
  const ONE_DAY: Sla = { value: 1, unit: 'WORKING_DAY' };
  const received = taipei('2026-06-11 10:00');
  const granted = (until: string, endsAt = until, movedSince = false): Partial<TimeCourse> => ({
    granted: { until: taipei(until), endsAt: taipei(endsAt), movedSince },
  });

  test('by an extension follows on the days of the limit', () => {
    const told = explain(received, ONE_DAY, published, granted('2026-06-15 17:30'));
    expect(told.dueAt).toEqual(taipei('2026-06-15 17:30'));
    expect(lines(told)).toEqual(['06-11 RECEIPT', '06-12 COUNTED 1', '06-13 EXTENDED', '06-14 EXTENDED', '06-15 EXTENDED']);
    expect(text(told, '2026-06-12')).toEqual({
      'zh-TW': '第 1 個工作天，共 1 個（展期至 2026-06-15 17:30）',
      en: 'Working day 1 of 1 (extended to 2026-06-15 17:30)',
    });
    expect(text(told, '2026-06-15')).toEqual({ 'zh-TW': '展期至 2026-06-15 17:30', en: 'Extended to 2026-06-15 17:30' });
  });

  test('within the last day is told beside it', () => {
    const told = explain(taipei('2026-06-11 09:00'), { value: 1, unit: 'WORKING_HOUR' }, published, granted('2026-06-11 17:00'));
    expect(lines(told)).toEqual(['06-11 RECEIPT 60']);
    expect(text(told, '2026-06-11')).toMatchObject({ en: 'First day, 1 h counted (extended to 2026-06-11 17:00)' });
  });

  test('for a day off is rolled', () => {
    const told = explain(received, ONE_DAY, published, granted('2026-06-13 17:30', '2026-06-15 17:30'));
    expect(lines(told).slice(2)).toEqual(['06-13 EXTENDED', '06-14 WEEKEND', '06-15 ROLLED']);
  });

  test('is moved on by pauses, which is told', () => {
    const told = explain(received, ONE_DAY, published, granted('2026-06-15 17:30', '2026-06-16 09:30', true));
    expect(lines(told).slice(2)).toEqual(['06-13 EXTENDED', '06-14 EXTENDED', '06-15 EXTENDED', '06-16 EXTENDED']);
    expect(text(told, '2026-06-16')).toEqual({
      'zh-TW': '展期至 2026-06-15 17:30（另補回其後暫停的時間）',
      en: 'Extended to 2026-06-15 17:30 (and the time given back for pauses since)',
    });
  });

  test('by a promise takes the place of the limit', () => {
    const told = explain(received, ONE_DAY, published, { promised: taipei('2026-06-13 17:30') });
    expect(told.dueAt).toEqual(taipei('2026-06-15 17:30'));
    expect(lines(told)).toEqual(['06-11 PROMISED', '06-12 PROMISED', '06-13 PROMISED', '06-14 WEEKEND', '06-15 ROLLED']);
    expect(text(told, '2026-06-12')).toEqual({ 'zh-TW': '承諾至 2026-06-13 17:30', en: 'Promised by 2026-06-13 17:30' });
  });
});

describe('for every calendar', () => {
  const units: Sla['unit'][] = ['HOUR', 'WORKING_HOUR', 'WORKING_DAY', 'CALENDAR_DAY'];
  const slas = fc.record({ value: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom(...units) });

  test('every day from the receipt to the due day is told once, in order, in both languages', () => {
    fc.assert(
      fc.property(calendars, instants, slas, (calendar, start, sla) => {
        const { dueAt, days, published: covered } = explain(start, sla, calendar);
        const due = calendar.dueAt(start, sla);
        expect([dueAt, covered]).toEqual([due.at, due.published]);
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
