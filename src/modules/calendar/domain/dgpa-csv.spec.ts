import { readFileSync } from 'node:fs';
import { civilDate, weekday } from '../../../kernel/civil-date.ts';
import { parseDgpaCalendar } from './dgpa-csv.ts';

const HEADER = '西元日期,星期,是否放假,備註';
const original = readFileSync(new URL('./fixtures/dgpa-2025-as-first-published.csv', import.meta.url));

/** A whole year in which every weekday works. */
function plainYear(year: number): string[] {
  const rows: string[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const day = civilDate(new Date(at).toISOString().slice(0, 10));
    rows.push(`${day.replaceAll('-', '')},${'日一二三四五六'[weekday(day)]!},${weekday(day) % 6 === 0 ? 2 : 0},`);
  }
  return rows;
}

/** What is wrong with the plain year after `spoil`; the first row of the year is line 2. */
function problems(spoil: (rows: string[]) => void): string[] {
  const rows = plainYear(2027);
  spoil(rows);
  return parseDgpaCalendar('2027.csv', Buffer.from([HEADER, ...rows].join('\n'))).problems.map(
    ({ file, line, reason }) => `${file}:${line} ${reason}`,
  );
}

test('the original file of 2025, UTF-8 with a byte order mark, is a year of 250 working days with the words of its holidays', () => {
  const { days, problems: wrong } = parseDgpaCalendar('114.csv', original);
  expect(wrong).toEqual([]);
  expect(days.size).toBe(365);
  expect([...days.values()].filter(({ kind }) => kind === 'WORKING')).toHaveLength(250);
  expect(days.get(civilDate('2025-01-01'))).toEqual({ kind: 'OFF', source: 'PUBLISHED', remark: '開國紀念日' });
  expect(days.get(civilDate('2025-09-29'))).toEqual({ kind: 'WORKING', source: 'PUBLISHED', remark: '' });
});

test('a Saturday with 0 is a make-up working day', () => {
  expect(parseDgpaCalendar('114.csv', original).days.get(civilDate('2025-02-08'))!.kind).toBe('WORKING');
});

test('UTF-8 without a byte order mark and other line ends say the same', () => {
  const plain = Buffer.from(original.toString('utf8').replace('\uFEFF', '').replaceAll('\r\n', '\n'));
  expect(parseDgpaCalendar('114.csv', plain)).toEqual(parseDgpaCalendar('114.csv', original));
});

test('Big5 is read as Big5', () => {
  // 西元日期,星期,是否放假,備註 and 20250101,三,2,開國紀念日
  const header = 'a6e8a4b8a4e9b4c12cac50b4c12cac4fa75fa9f1b0b22cb3c6b5f9';
  const row = `${Buffer.from('20250101,').toString('hex')}a4542c322cb67db0eaacf6a9c0a4e9`;
  const { days, problems: wrong } = parseDgpaCalendar('114.csv', Buffer.from(`${header}0d0a${row}`, 'hex'));
  expect(days.get(civilDate('2025-01-01'))).toEqual({ kind: 'OFF', source: 'PUBLISHED', remark: '開國紀念日' });
  expect(wrong).toEqual([{ file: '114.csv', line: 2, reason: '2025-01-02 to 2025-12-31 are missing' }]);
});

test('the columns are found by name', () => {
  const rows = plainYear(2027).map((row) => row.split(',').reverse().join(','));
  const file = Buffer.from(['備註,是否放假,星期,西元日期', ...rows].join('\n'));
  const straight = Buffer.from([HEADER, ...plainYear(2027)].join('\n'));
  expect(parseDgpaCalendar('2027.csv', file)).toEqual(parseDgpaCalendar('2027.csv', straight));
});

test('a whole year has no problem', () => {
  expect(problems(() => undefined)).toEqual([]);
});

test.each([
  ['a day that does not exist', '20270230,二,0,', 'unknown date "20270230"'],
  ['a date written otherwise', '2027/3/1,一,0,', 'unknown date "2027/3/1"'],
  ['no date', ',一,0,', 'unknown date ""'],
])('%s is named with its line, and the day in its place as missing', (_, row, reason) => {
  expect(problems((rows) => (rows[59] = row))).toEqual([`2027.csv:61 ${reason}`, '2027.csv:62 2027-03-01 is missing']);
});

test('a weekday that is not that of the date is named with its line', () => {
  expect(problems((rows) => (rows[59] = '20270301,二,0,'))).toEqual(['2027.csv:61 2027-03-01 is a 星期一, not "二"']);
});

test('a flag other than 0 and 2 is named with its line', () => {
  expect(problems((rows) => (rows[59] = '20270301,一,1,'))).toEqual(['2027.csv:61 是否放假 must be 0 or 2, not "1"']);
  expect(problems((rows) => (rows[59] = '20270301,一'))).toEqual(['2027.csv:61 是否放假 must be 0 or 2, not ""']);
});

test('a day told twice is named with both lines', () => {
  expect(problems((rows) => rows.splice(60, 0, rows[59]!))).toEqual(['2027.csv:62 2027-03-01 is already told on line 61']);
});

test('a gap is told once, at the row after it, and a missing end at the last row', () => {
  expect(problems((rows) => rows.splice(59, 3))).toEqual(['2027.csv:61 2027-03-01 to 2027-03-03 are missing']);
  expect(problems((rows) => rows.pop())).toEqual(['2027.csv:365 2027-12-31 is missing']);
});

test('a row of another year is named, wherever it stands', () => {
  expect(problems((rows) => rows.unshift('20261231,四,0,'))).toEqual(['2027.csv:2 2026-12-31 is not a day of 2027']);
});

test('blank lines are passed over and still counted', () => {
  expect(problems((rows) => (rows[59] = `\n${rows[59]!.replace(',0', ',9')}`))).toEqual([
    '2027.csv:62 是否放假 must be 0 or 2, not "9"',
  ]);
});

test.each([
  ['an empty file', Buffer.from(''), 'the header lacks 西元日期, 星期, 是否放假, 備註'],
  ['a file without a header', Buffer.from('20270101,五,0,'), 'the header lacks 西元日期, 星期, 是否放假, 備註'],
  ['a header without the remarks', Buffer.from('西元日期,星期,是否放假\n20270101,五,0'), 'the header lacks 備註'],
  ['bytes in no encoding', Buffer.from([0x80, 0xff, 0x81]), 'the file is neither UTF-8 nor Big5'],
])('%s is one problem', (_, bytes, reason) => {
  expect(parseDgpaCalendar('x.csv', bytes)).toEqual({ days: new Map(), problems: [{ file: 'x.csv', line: 1, reason }] });
});

test('a quotation mark left open is named with its line', () => {
  const { problems: wrong } = parseDgpaCalendar('x.csv', Buffer.from(`${HEADER}\n20270101,五,0,"x`));
  expect(wrong).toHaveLength(1);
  expect(wrong[0]).toMatchObject({ file: 'x.csv', line: 2 });
});
