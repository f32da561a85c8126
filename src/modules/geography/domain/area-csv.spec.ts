import { problemText } from '../../../kernel/table.ts';
import { readCsv } from '../../../platform/csv/index.ts';
import { DISTRICT_COLUMNS, parseDistricts, parseVillages, VILLAGE_COLUMNS } from './area-csv.ts';

const districts = (...lines: string[]): ReturnType<typeof parseDistricts> =>
  parseDistricts('d.csv', readCsv('d.csv', [DISTRICT_COLUMNS.join(','), ...lines].join('\n'), DISTRICT_COLUMNS).rows, '68000');
const villages = (...lines: string[]): ReturnType<typeof parseVillages> =>
  parseVillages('v.csv', readCsv('v.csv', [VILLAGE_COLUMNS.join(','), ...lines].join('\n'), VILLAGE_COLUMNS).rows, [
    { code: '68000010' },
  ]);

test('districts are read with their codes and both names', () => {
  expect(districts('68000010,桃園區,Taoyuan District')).toEqual({
    districts: [{ code: '68000010', nameZh: '桃園區', nameEn: 'Taoyuan District' }],
    problems: [],
  });
});

test.each([
  [
    'a code of another county',
    '67000010,新營區,Xinying District',
    'd.csv:3 code: "67000010" is not a town code of county 68000 (8 digits)',
  ],
  [
    'a code of eleven digits',
    '68000010001,新營區,Xinying',
    'd.csv:3 code: "68000010001" is not a town code of county 68000 (8 digits)',
  ],
  ['a code that stands there already', '68000010,中壢區,Zhongli', 'd.csv:3 code: 68000010 stands on line 2 already'],
  ['a name that stands there already', '68000020,桃園區,Zhongli', 'd.csv:3 name_zh: 桃園區 stands on line 2 already'],
  ['no English name', '68000020,中壢區,', 'd.csv:3 name_en: is empty'],
])('%s is a problem of a district', (_name, line, problem) => {
  expect(districts('68000010,桃園區,Taoyuan District', line).problems.map(problemText)).toEqual([problem]);
});

test('a city has at least one district', () => {
  expect(districts().problems.map(problemText)).toEqual(['d.csv:1: names no district']);
});

test('villages are read with their validity; the file may be empty', () => {
  expect(villages('68000010001,68000010,文化里,,2020-01-01')).toEqual({
    villages: [{ code: '68000010001', districtCode: '68000010', nameZh: '文化里', validFrom: null, validTo: '2020-01-01' }],
    problems: [],
  });
  expect(villages()).toEqual({ villages: [], problems: [] });
});

test.each([
  ['a code of ten digits', '6800001000,68000010,文明里,,', 'v.csv:3 code: "6800001000" is not a village code of 11 digits'],
  ['an unknown district', '68000990001,68000990,文明里,,', 'v.csv:3 district_code: 68000990 is not a district of the city'],
  ['a code of another district', '68000020001,68000010,文明里,,', 'v.csv:3 code: does not begin with its district 68000010'],
  ['a code that stands there already', '68000010001,68000010,文明里,,', 'v.csv:3 code: 68000010001 stands on line 2 already'],
  ['a name that stands there already', '68000010002,68000010,文化里,,', 'v.csv:3 name_zh: 文化里 stands on line 2 already'],
  [
    'a day that does not exist',
    '68000010002,68000010,文明里,2023-02-30,',
    'v.csv:3 valid_from: "2023-02-30" is not a day written YYYY-MM-DD',
  ],
])('%s is a problem of a village', (_name, line, problem) => {
  expect(villages('68000010001,68000010,文化里,,', line).problems.map(problemText)).toEqual([problem]);
});

test('a village may be followed by another of its name', () => {
  expect(villages('68000010001,68000010,文化里,,2020-01-01', '68000010099,68000010,文化里,2020-01-01,').problems).toEqual([]);
});
