import { problemText } from '../../../../kernel/table.ts';
import { readCsv } from '../../../../platform/csv/index.ts';
import { parseRetention, RETENTION_COLUMNS } from './retention-csv.ts';
import { classOf } from './retention-policy.ts';

const CATEGORIES = [
  { code: 'RD-001', groupCode: 'RD' },
  { code: 'RD-002', groupCode: 'RD' },
  { code: 'TX-001', groupCode: 'TX' },
];
const GENERAL = 'GENERAL,5,ANONYMISE,,五年';

const parse = (...lines: string[]): ReturnType<typeof parseRetention> => {
  const { rows } = readCsv('r.csv', [RETENTION_COLUMNS.join(','), ...lines].join('\n'), RETENTION_COLUMNS);
  return parseRetention('r.csv', rows, CATEGORIES);
};

test('a category belongs to the class that names it or its group, and everything else to the one that names none', () => {
  const { classes, problems } = parse(GENERAL, 'TAX,10,ANONYMISE,TX;RD-002,十年');
  expect(problems).toEqual([]);
  expect([...CATEGORIES.map(({ code }) => code), 'XX-999', null].map((code) => classOf(classes, code).code)).toEqual([
    ...['GENERAL', 'TAX', 'TAX', 'GENERAL', 'GENERAL'],
  ]);
});

test.each([
  ['less than a year', ['GENERAL,0,ANONYMISE,,零'], 'r.csv:2 years: "0" is not a whole number from 1 to 100'],
  ['half a year', ['GENERAL,0.5,ANONYMISE,,半年'], 'r.csv:2 years: "0.5" is not a whole number from 1 to 100'],
  ['no years', ['GENERAL,,ANONYMISE,,無'], 'r.csv:2 years: "" is not a whole number from 1 to 100'],
  ['another action', ['GENERAL,5,DELETE,,五年'], 'r.csv:2 action: "DELETE" is not one of ANONYMISE'],
  ['no basis', ['GENERAL,5,ANONYMISE,,'], 'r.csv:2 basis: is empty'],
  ['a class in small letters', ['general,5,ANONYMISE,,五年'], 'r.csv:2 class: "general" is not a code in capitals'],
  ['an unknown category', [GENERAL, 'TAX,10,ANONYMISE,YY,十年'], 'r.csv:3 categories: there is no category or group YY'],
  ['one class twice', [GENERAL, 'GENERAL,10,ANONYMISE,TX,十年'], 'r.csv:3 class: GENERAL stands on line 2 already'],
  [
    'one category in two classes',
    [GENERAL, 'A,10,ANONYMISE,TX,十年', 'B,3,ANONYMISE,TX-001,三年'],
    'r.csv:4 categories: TX-001 stands on line 3 already',
  ],
  ['no general class', ['TAX,10,ANONYMISE,TX,十年'], 'r.csv:1 categories: 0 lines name no category'],
  ['two general classes', [GENERAL, 'OTHER,10,ANONYMISE,,十年'], 'r.csv:3 categories: 2 lines name no category'],
])('%s is a problem', (_, lines, problem) => {
  expect(parse(...lines).problems.map(problemText)).toEqual([expect.stringContaining(problem)]);
});
