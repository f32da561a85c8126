import { problemText } from '../../../kernel/table.ts';
import { readCsv } from '../../../platform/csv/index.ts';
import { CATEGORY_COLUMNS, parseCategories } from './category-csv.ts';

const GOOD: Record<string, string> = {
  code: 'RD-001',
  name_zh: '道路坑洞修補',
  name_en: 'Pothole repair',
  group_code: 'RD',
  group_zh: '道路',
  urgency: 'P1',
  sla_value: '4',
  sla_unit: 'HOUR',
  location_required: 'Y',
  safety_hazard: 'Y',
  confidential: 'N',
  direct_dispatch: 'Y',
  city_appearance_no: '2',
  owner_agency: 'TY-RMO',
  keywords: '坑洞;路面破洞',
  aliases: '路面坑洞; 道路維修/路面凹陷',
  sla_basis: 'proposed',
};
const OTHER = {
  ...GOOD,
  code: 'LT-001',
  name_zh: '路燈報修',
  group_code: 'LT',
  group_zh: '路燈',
  city_appearance_no: '1',
  owner_agency: '',
  aliases: '',
};

const line = (cells: Record<string, string>): string => CATEGORY_COLUMNS.map((column) => cells[column] ?? '').join(',');
const parse = (...rows: Record<string, string>[]): ReturnType<typeof parseCategories> => {
  const text = [CATEGORY_COLUMNS.join(','), ...rows.map(line)].join('\n');
  return parseCategories('c.csv', readCsv('c.csv', text, CATEGORY_COLUMNS).rows);
};
const problemsOf = (...rows: Record<string, string>[]): string[] => parse(...rows).problems.map(problemText);

test('a category is read whole', () => {
  expect(parse(GOOD)).toEqual({
    categories: [
      {
        code: 'RD-001',
        nameZh: '道路坑洞修補',
        nameEn: 'Pothole repair',
        groupCode: 'RD',
        groupZh: '道路',
        urgency: 'P1',
        sla: { value: 4, unit: 'HOUR' },
        locationRequired: true,
        safetyHazard: true,
        confidential: false,
        directDispatch: true,
        cityAppearanceNo: 2,
        ownerAgencyCode: 'TY-RMO',
        keywords: ['坑洞', '路面破洞'],
        aliases: ['路面坑洞', '道路維修/路面凹陷'],
        validFrom: null,
        validTo: null,
        successorCode: null,
      },
    ],
    problems: [],
  });
});

test.each<[string, Record<string, string>, string]>([
  ['no name', { name_zh: '' }, 'name_zh: is empty'],
  ['an unknown urgency', { urgency: 'P0' }, 'urgency: "P0" is not one of P1, P2, P3, P4, P5'],
  ['a service level of nothing', { sla_value: '0' }, 'sla_value: "0" is not a whole number from 1 to 720'],
  [
    'a service level of years',
    { sla_value: '91', sla_unit: 'CALENDAR_DAY' },
    'sla_value: "91" is not a whole number from 1 to 90',
  ],
  ['an unknown unit', { sla_unit: 'DAY' }, 'sla_unit: "DAY" is not one of HOUR, WORKING_HOUR, WORKING_DAY, CALENDAR_DAY'],
  ['a flag left open', { confidential: '' }, 'confidential: "" is not one of Y, N'],
  ['a city-appearance number in words', { city_appearance_no: 'two' }, 'city_appearance_no: "two" is not a whole number'],
  ['a city-appearance item without a place', { location_required: 'N' }, 'location_required: is N, but a city-appearance report'],
  ['an alias with two slashes', { aliases: 'a/b/c' }, 'aliases: "a/b/c" is not "service/item", "item" or "service/"'],
  ['an alias without a service before its slash', { aliases: '/b' }, 'aliases: "/b" is not'],
])('%s is a problem of its row', (_name, wrong, problem) => {
  expect(problemsOf({ ...GOOD, ...wrong })).toEqual([expect.stringContaining(`c.csv:2 ${problem}`)]);
});

test.each<[string, Record<string, string>, string]>([
  ['a code that stands there already', { code: 'RD-001' }, 'code: RD-001 stands on line 2 already'],
  ['another name for a group', { group_code: 'RD' }, 'group_zh: group RD is called 道路 on line 2'],
  ['another code for a group', { group_zh: '道路' }, 'group_zh: 道路 is group RD on line 2'],
  ['a city-appearance number', { city_appearance_no: '2' }, 'city_appearance_no: number 2 is taken by RD-001 on line 2'],
  ['a name of another category', { name_zh: '道路坑洞修補' }, 'aliases: 道路坑洞修補 is taken by RD-001 on line 2'],
  ['an alias of another category', { aliases: '路面坑洞' }, 'aliases: 路面坑洞 is taken by RD-001 on line 2'],
  [
    'an alias spelt a little otherwise',
    { aliases: '道路維修 / 路面、凹陷' },
    'aliases: 道路維修/路面凹陷 is taken by RD-001 on line 2',
  ],
  [
    'an unknown successor',
    { valid_to: '2025-01-01', successor_code: 'RD-9' },
    'successor_code: RD-9 does not stand in this file',
  ],
])('%s is a problem of the later line', (_name, wrong, problem) => {
  expect(problemsOf(GOOD, { ...OTHER, ...wrong })).toEqual([expect.stringContaining(`c.csv:3 ${problem}`)]);
});

test('a category may take over name, number and aliases of the one it follows', () => {
  const old = { ...GOOD, valid_to: '2025-01-01', successor_code: 'RD-101' };
  expect(problemsOf(old, { ...GOOD, code: 'RD-101', valid_from: '2025-01-01' })).toEqual([]);
});

test('one item under two services may mean two things', () => {
  expect(problemsOf({ ...GOOD, aliases: '道路維修/人孔蓋' }, { ...OTHER, aliases: '民生管線/人孔蓋' })).toEqual([]);
});
