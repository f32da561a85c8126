import { readFileSync } from 'node:fs';
import { civilDate, weekday } from '../../../kernel/civil-date.ts';
import { problemText } from '../../../kernel/table.ts';
import { readCsv } from '../../../platform/csv/index.ts';
import { DGPA_COLUMNS, type PublishedCalendar, decodeDgpa, parseDgpaCalendar } from './dgpa-csv.ts';

const HEADER = DGPA_COLUMNS.join(',');
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

function read(bytes: Buffer): PublishedCalendar {
  const { rows, problems } = readCsv('f.csv', decodeDgpa(bytes), DGPA_COLUMNS);
  const calendar = parseDgpaCalendar('f.csv', rows);
  return { days: calendar.days, problems: [...problems, ...calendar.problems] };
}

/** What is wrong with the plain year after `spoil`; the first row of the year is line 2, and 1 March line 61. */
function problems(spoil: (rows: string[]) => void): string[] {
  const rows = plainYear(2027);
  spoil(rows);
  return read(Buffer.from([HEADER, ...rows].join('\n'))).problems.map(problemText);
}

test('the original file of 2025, UTF-8 with a byte order mark, is a year of 250 working days with the words of its holidays', () => {
  const { days, problems: wrong } = read(original);
  expect(wrong).toEqual([]);
  expect(days.size).toBe(365);
  expect([...days.values()].filter(({ kind }) => kind === 'WORKING')).toHaveLength(250);
  expect(days.get(civilDate('2025-01-01'))).toEqual({ kind: 'OFF', source: 'PUBLISHED', remark: '開國紀念日' });
  expect(days.get(civilDate('2025-09-29'))).toEqual({ kind: 'WORKING', source: 'PUBLISHED', remark: '' });
});

test('a Saturday with 0 is a make-up working day', () => {
  expect(read(original).days.get(civilDate('2025-02-08'))!.kind).toBe('WORKING');
});

test('UTF-8 without a byte order mark and other line ends say the same', () => {
  const plain = Buffer.from(original.toString('utf8').replace('\uFEFF', '').replaceAll('\r\n', '\n'));
  expect(read(plain)).toEqual(read(original));
});

test('Big5 is read as Big5', () => {
  // 西元日期,星期,是否放假,備註 and 20250101,三,2,開國紀念日
  const header = 'a6e8a4b8a4e9b4c12cac50b4c12cac4fa75fa9f1b0b22cb3c6b5f9';
  const row = `${Buffer.from('20250101,').toString('hex')}a4542c322cb67db0eaacf6a9c0a4e9`;
  const { days, problems: wrong } = read(Buffer.from(`${header}0d0a${row}`, 'hex'));
  expect(days.get(civilDate('2025-01-01'))).toEqual({ kind: 'OFF', source: 'PUBLISHED', remark: '開國紀念日' });
  expect(wrong.map(problemText)).toEqual(['f.csv:2 西元日期: 2025-01-02 to 2025-12-31 are missing']);
});

test('the columns are found by name', () => {
  const rows = plainYear(2027).map((row) => row.split(',').reverse().join(','));
  const file = Buffer.from(['備註,是否放假,星期,西元日期', ...rows].join('\n'));
  const straight = Buffer.from([HEADER, ...plainYear(2027)].join('\n'));
  expect(read(file)).toEqual(read(straight));
});

test('a whole year has no problem', () => {
  expect(problems(() => undefined)).toEqual([]);
});

test.each([
  ['a day that does not exist', '20270229,一,0,', '西元日期: 20270229 is not a day of the calendar'],
  ['a date written otherwise', '2027/3/1,一,0,', '西元日期: "2027/3/1" is not a day written YYYYMMDD'],
  ['no date', ',一,0,', '西元日期: "" is not a day written YYYYMMDD'],
  ['the weekday of another date', '20270301,二,0,', '星期: 2027-03-01 is a 星期一, not a 星期二'],
  ['a weekday that is none', '20270301,1,0,', '星期: "1" is not one of 日一二三四五六'],
  ['a flag other than 0 and 2', '20270301,一,1,', '是否放假: "1" is not one of 0, 2'],
  ['no flag', '20270301,一,,', '是否放假: "" is not one of 0, 2'],
  ['a remark without end', `20270301,一,0,${'補'.repeat(201)}`, `備註: "${'補'.repeat(40)}…" is not at most 200 characters`],
])('a row with %s is named by its line', (_, row, reason) => {
  expect(problems((rows) => (rows[59] = row))).toEqual([`f.csv:61 ${reason}`]);
});

test('a day told twice is named with both lines', () => {
  expect(problems((rows) => rows.splice(60, 0, rows[59]!))).toEqual(['f.csv:62 西元日期: 2027-03-01 stands on line 61 already']);
});

test('a gap is told once, at the row after it, and a missing end at the last row', () => {
  expect(problems((rows) => rows.splice(59, 1))).toEqual(['f.csv:61 西元日期: 2027-03-01 is missing']);
  expect(problems((rows) => rows.splice(59, 3))).toEqual(['f.csv:61 西元日期: 2027-03-01 to 2027-03-03 are missing']);
  expect(problems((rows) => rows.pop())).toEqual(['f.csv:365 西元日期: 2027-12-31 is missing']);
});

test('a row of another year is named, wherever it stands', () => {
  expect(problems((rows) => rows.unshift('20261231,四,0,'))).toEqual(['f.csv:2 西元日期: 2026-12-31 is not a day of 2027']);
});

test('every bad row is named, in the order of the file', () => {
  const wrong = problems((rows) => {
    rows[59] = rows[59]!.replace('一', '二');
    rows[9] = rows[9]!.replace(',2', ',3').replace(',0', ',3');
    rows[99] = rows[98]!;
  });
  expect(wrong.map((text) => text.split(' ')[0])).toEqual(['f.csv:11', 'f.csv:61', 'f.csv:101']);
});

test('a file of no days is a problem', () => {
  expect(problems((rows) => rows.splice(0))).toEqual(['f.csv:1: the calendar has no days']);
});

test('bytes in no encoding are named by their line', () => {
  const bytes = Buffer.concat([Buffer.from(`${HEADER}\n20270101,五,0,`), Buffer.from([0x80, 0xff, 0x81])]);
  expect(read(bytes).problems.map(problemText)[0]).toBe('f.csv:2 備註: is not UTF-8');
});
