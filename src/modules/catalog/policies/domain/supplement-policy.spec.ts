import { problemText } from '../../../../kernel/table.ts';
import { readCsv } from '../../../../platform/csv/index.ts';
import { parseSupplementPolicy, pausesClock, SUPPLEMENT_COLUMNS } from './supplement-policy.ts';

const CATEGORIES = [
  { code: 'RD-001', groupCode: 'RD' },
  { code: 'RD-002', groupCode: 'RD' },
  { code: 'LT-001', groupCode: 'LT' },
];

const parse = (...lines: string[]): ReturnType<typeof parseSupplementPolicy> => {
  const { rows } = readCsv('s.csv', [SUPPLEMENT_COLUMNS.join(','), ...lines].join('\n'), SUPPLEMENT_COLUMNS);
  return parseSupplementPolicy('s.csv', rows, CATEGORIES);
};

test('the rule of the category wins over that of its group, and that over the general one', () => {
  const { policy, problems } = parse(',,Y,', ',RD,N,', 'RD-002,,Y,');
  expect(problems).toEqual([]);
  expect([...CATEGORIES, null].map((category) => pausesClock(policy, category))).toEqual([false, true, true, true]);
});

test('where nothing is said the clock runs on', () => {
  expect(pausesClock(parse(',LT,Y,').policy, CATEGORIES[0]!)).toBe(false);
});

test.each([
  ['a category that does not exist', ['RD-009,,Y,'], 's.csv:2 category: there is no category RD-009'],
  ['a group that does not exist', [',XX,Y,'], 's.csv:2 category_group: there is no group XX'],
  ['a category beside a group', ['RD-001,RD,Y,'], 's.csv:2 category_group: stands beside a category'],
  ['a word for yes', ['RD-001,,yes,'], 's.csv:2 pauses: "yes" is not one of Y, N'],
  ['two rules for one category', ['RD-001,,Y,', 'RD-001,,N,'], 's.csv:3 category: RD-001 stands on line 2 already'],
  ['two general rules', [',,Y,', ',,N,'], 's.csv:3 category: the general rule stands on line 2 already'],
])('%s is a problem', (_, lines, problem) => {
  expect(parse(...lines).problems.map(problemText)).toEqual([expect.stringContaining(problem)]);
});
