import { problemText } from '../../../../kernel/table.ts';
import { readCsv } from '../../../../platform/csv/index.ts';
import { EXTENSION_COLUMNS, EXTENSION_REASON_COLUMNS, parseExtensionReasons, parseExtensionSteps } from './extension-csv.ts';

const steps = (...lines: string[]): ReturnType<typeof parseExtensionSteps> =>
  parseExtensionSteps('x.csv', readCsv('x.csv', [EXTENSION_COLUMNS.join(','), ...lines].join('\n'), EXTENSION_COLUMNS).rows);

test('a ladder is read from its lowest level; thirty days are the ceiling where none is named', () => {
  expect(steps('AGENCY_SUPERVISOR,7,1,,', 'CITY_SUPERVISOR,30,3,60,重大案件')).toEqual({
    steps: [
      { approver: 'AGENCY_SUPERVISOR', maxDays: 7, maxTimes: 1, ceilingDays: 30 },
      { approver: 'CITY_SUPERVISOR', maxDays: 30, maxTimes: 3, ceilingDays: 60 },
    ],
    problems: [],
  });
});

test('a city without a ladder extends nothing', () => {
  expect(steps()).toEqual({ steps: [], problems: [] });
});

test.each([
  ['a level that does not exist', ['MAYOR,7,1,,'], 'x.csv:2 approver: "MAYOR" is not one of'],
  ['no days', ['AGENCY_HEAD,0,1,,'], 'x.csv:2 max_days: "0" is not a whole number from 1 to 365'],
  ['times in words', ['AGENCY_HEAD,7,once,,'], 'x.csv:2 max_times: "once" is not a whole number'],
  ['a ceiling of nothing', ['AGENCY_HEAD,7,1,0,'], 'x.csv:2 ceiling_days: "0" is not a whole number'],
  ['a level twice', ['AGENCY_HEAD,7,1,,', 'AGENCY_HEAD,9,1,,'], 'x.csv:3 approver: AGENCY_HEAD is not above AGENCY_HEAD'],
  ['levels upside down', ['AGENCY_HEAD,7,1,,', 'AGENCY_SUPERVISOR,9,1,,'], 'x.csv:3 approver: AGENCY_SUPERVISOR is not above'],
  ['fewer days above', ['AGENCY_SUPERVISOR,7,1,,', 'AGENCY_HEAD,6,1,,'], 'x.csv:3 max_days: AGENCY_HEAD may grant less than'],
  ['fewer times above', ['AGENCY_SUPERVISOR,7,2,,', 'AGENCY_HEAD,9,1,,'], 'x.csv:3 max_times: AGENCY_HEAD may grant less'],
  ['a lower ceiling above', ['AGENCY_SUPERVISOR,7,2,,', 'AGENCY_HEAD,9,2,20,'], 'x.csv:3 ceiling_days: AGENCY_HEAD may'],
])('%s is named by its line and column', (_, lines, problem) => {
  expect(steps(...lines).problems.map(problemText)).toEqual([expect.stringContaining(problem)]);
});

const reasons = (...lines: string[]): ReturnType<typeof parseExtensionReasons> => {
  const text = [EXTENSION_REASON_COLUMNS.join(','), ...lines].join('\n');
  return parseExtensionReasons('r.csv', readCsv('r.csv', text, EXTENSION_REASON_COLUMNS).rows);
};

test('a reason has a code and its words in both languages', () => {
  expect(reasons('SITE_VISIT,需現場會勘,A site visit is needed').reasons).toEqual([
    { code: 'SITE_VISIT', text: { 'zh-TW': '需現場會勘', en: 'A site visit is needed' } },
  ]);
});

test.each([
  ['a code in small letters', ['site,需會勘,A visit'], 'r.csv:2 code: "site" is not a code of capitals'],
  ['words in one language only', ['SITE,需會勘,'], 'r.csv:2 text_en: is empty'],
  ['a code twice', ['SITE,需會勘,A visit', 'SITE,需協調,Talks'], 'r.csv:3 code: SITE stands on line 2 already'],
])('%s is a problem', (_, lines, problem) => {
  expect(reasons(...lines).problems.map(problemText)).toEqual([expect.stringContaining(problem)]);
});
