import { problemText } from '../../../kernel/table.ts';
import { readCsv } from '../../../platform/csv/index.ts';
import { rule, smallCity } from '../../../../test/support/routing.ts';
import { parseRules, ROUTING_COLUMNS } from './routing-csv.ts';
import { parseHours } from './week-hours.ts';

type Cells = Partial<Record<(typeof ROUTING_COLUMNS)[number], string>>;

const parse = (...lines: Cells[]): ReturnType<typeof parseRules> => {
  const text = [ROUTING_COLUMNS, ...lines.map((cells) => ROUTING_COLUMNS.map((column) => cells[column] ?? ''))];
  const { rows } = readCsv('routing.csv', text.map((cells) => cells.join(',')).join('\n'), ROUTING_COLUMNS);
  return parseRules('routing.csv', rows, smallCity);
};
const GOOD: Cells = { rule_id: 'R1', category: 'A1', target: 'ROADS' };

test('a rule is read with every condition, its codes in order', () => {
  const { rules, problems } = parse({
    rule_id: 'R1',
    category: 'B1; A1',
    district: 'D2區;D1',
    village: 'D1V1',
    zone: 'Z1',
    channel: 'FAX;HOTLINE',
    nature: 'RIGHTS',
    answers: 'width=NARROW;owner=CITY;width=LANE',
    hours: 'MON-FRI 08:30-17:30',
    target: '@POLICE_PRECINCT',
    co_agencies: 'ROADS;@DISTRICT_OFFICE',
    sla: '2 HOUR',
    note_zh: '依發生地',
    note_en: 'By the place',
  });
  expect(problems).toEqual([]);
  expect(rules).toEqual([
    rule(
      'R1',
      {
        categories: ['A1', 'B1'],
        districts: ['D1', 'D2'],
        villages: ['D1V1'],
        zones: ['Z1'],
        channels: ['FAX', 'HOTLINE'],
        natures: ['RIGHTS'],
        answers: [
          { code: 'owner', values: ['CITY'] },
          { code: 'width', values: ['LANE', 'NARROW'] },
        ],
        hours: parseHours(['MON-FRI 08:30-17:30']),
      },
      '@POLICE_PRECINCT',
      {
        coTargets: [
          { kind: 'AGENCY', code: 'ROADS' },
          { kind: 'OFFICE', office: 'DISTRICT_OFFICE' },
        ],
        sla: { value: 2, unit: 'HOUR' },
        note: { 'zh-TW': '依發生地', en: 'By the place' },
      },
    ),
  ]);
});

test('empty cells put no condition', () => {
  expect(parse({ rule_id: 'R1', target: 'TRIAGE' })).toEqual({ rules: [rule('R1', {}, 'TRIAGE')], problems: [] });
});

test('* is every district of the city', () => {
  expect(parse({ ...GOOD, district: '*' }).rules[0]!.when.districts).toEqual(['D1', 'D2', 'D3']);
});

test.each<[string, Cells, string]>([
  ['no id', { rule_id: '' }, 'rule_id: "" is not a rule id of letters, digits, ".", "_" and "-"'],
  ['an id with a blank', { rule_id: 'a b' }, 'rule_id: "a b" is not a rule id of letters, digits, ".", "_" and "-"'],
  ['an unknown category', { category: 'A1;X9' }, 'category: "X9" is not a category of the city'],
  ['an unknown group', { category: '', category_group: 'X' }, 'category_group: "X" is not a category group of the city'],
  ['a category and a group', { category_group: 'A' }, 'category_group: stands beside a category: name one of the two'],
  ['a district of another city', { district: '板橋區' }, 'district: "板橋區" is not a district of the city'],
  ['* among other districts', { district: '*;D1' }, 'district: "*" is not a district of the city'],
  ['an unknown village', { village: 'D9V1' }, 'village: "D9V1" is not a village of the city'],
  ['an unknown zone', { zone: 'Z9' }, 'zone: "Z9" is not a zone of the city'],
  ['an unknown channel', { channel: 'PIGEON' }, 'channel: "PIGEON" is not a channel of the city'],
  ['an unknown nature', { nature: 'RANT' }, 'nature: "RANT" is not a nature of the city'],
  ['an answer without a value', { answers: 'width=' }, 'answers: "width=" is not written code=value'],
  ['hours that are none', { hours: 'at night' }, 'hours: hours are written MON-FRI 08:30-17:30, not "at night"'],
  ['no target', { target: '' }, 'target: is empty'],
  [
    'an unknown agency',
    { target: 'NOSUCH' },
    'target: "NOSUCH" is not an agency of the city, nor TRIAGE or one of @DISTRICT_OFFICE,',
  ],
  ['an unknown office', { target: '@POST_OFFICE' }, 'target: "@POST_OFFICE" is not an agency of the city, nor TRIAGE or one of'],
  ['an unknown co-handler', { co_agencies: 'NOSUCH' }, 'co_agencies: "NOSUCH" is not an agency of the city'],
  ['triage as a co-handler', { co_agencies: 'TRIAGE' }, 'co_agencies: TRIAGE cannot be a co-handler'],
  ['a service level without a unit', { sla: '2' }, 'sla: "2" is not a service level such as "2 HOUR"'],
  ['a service level of nothing', { sla: '0 HOUR' }, 'sla: "0 HOUR" is not a service level such as "2 HOUR"'],
  ['an empty value in a list', { district: 'D1;;D2' }, 'district: has an empty part between semicolons'],
  ['a value twice', { district: 'D1;D1' }, 'district: names "D1" twice'],
  ['an id that is taken', { rule_id: 'R0' }, 'rule_id: R0 stands on line 2 already'],
])('%s is a problem of its line and column', (_name, cells, problem) => {
  const first = { rule_id: 'R0', category: 'A2', target: 'ROADS' };
  expect(parse(first, { ...GOOD, ...cells }).problems.map(problemText)).toEqual([
    expect.stringContaining(`routing.csv:3 ${problem}`),
  ]);
});

test('every wrong cell of a line is named', () => {
  const { rules, problems } = parse({ rule_id: '', category: 'X', target: 'Y', sla: 'Z' });
  expect(rules).toEqual([]);
  expect(problems.map(({ column }) => column)).toEqual(['rule_id', 'category', 'target', 'sla']);
});

test('two rules that tie are named on the line of the second, once all lines can be read', () => {
  const tied = { ...GOOD, rule_id: 'R2', target: 'PARKS' };
  expect(parse(GOOD, tied).problems.map(problemText)).toEqual([
    'routing.csv:3 rule_id: ties with R1 on line 2: both can hold for one case, and neither is more specific',
  ]);
  expect(parse(GOOD, tied, { rule_id: 'R3', target: '' }).problems).toHaveLength(1);
});

test('three rules that tie are named in pairs', () => {
  const { problems } = parse(GOOD, { ...GOOD, rule_id: 'R2' }, { ...GOOD, rule_id: 'R3' });
  expect(problems.map(({ line, reason }) => [line, reason.split(':')[0]])).toEqual([
    [3, 'ties with R1 on line 2'],
    [4, 'ties with R1 on line 2'],
    [4, 'ties with R2 on line 3'],
  ]);
});
