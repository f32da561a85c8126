import fc from 'fast-check';
import { rule } from '../../../../test/support/routing.ts';
import { bySpecificity, decidingCriterion, rankOf } from './specificity.ts';
import type { Rule, RuleConditions } from './rule.ts';

const list = (...values: string[]): fc.Arbitrary<string[]> => fc.subarray(values);
const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    categories: list('A1', 'A2'),
    categoryGroups: list('A'),
    villages: list('V1', 'V2'),
    zones: list('Z1'),
    districts: list('D1', 'D2'),
    answers: fc.nat(15).map((count) => Array.from({ length: count }, (_, i) => ({ code: `q${i}`, values: ['x'] }))),
    natures: list('RIGHTS'),
    channels: list('FAX'),
    hours: fc.subarray([{ from: 0, to: 1 }]),
  })
  .map((when) => rule('R', when as RuleConditions, 'ROADS'));

/** The table in the comment of `CRITERIA`, line by line. */
const lines = ({ when }: Rule): number[] => [
  when.categories.length > 0 ? 2 : when.categoryGroups.length > 0 ? 1 : 0,
  ...[when.villages, when.zones, when.districts].map((condition) => Number(condition.length > 0)),
  when.answers.length,
  ...[when.natures, when.channels, when.hours].map((condition) => Number(condition.length > 0)),
];

test('the first line of the table on which two rules differ decides', () => {
  fc.assert(
    fc.property(anyRule, anyRule, (a, b) => {
      const differing = lines(a).findIndex((value, i) => value !== lines(b)[i]);
      expect(Math.sign(rankOf(a) - rankOf(b))).toBe(
        differing === -1 ? 0 : Math.sign(lines(a)[differing]! - lines(b)[differing]!),
      );
      const names = ['category', 'village', 'zone', 'district', 'answers', 'nature', 'channel', 'hours', null];
      expect(decidingCriterion(rankOf(a), rankOf(b))).toBe(names.at(differing));
    }),
  );
});

test('how many values a list holds does not count', () => {
  expect(rankOf(rule('a', { districts: ['D1'] }, 'ROADS'))).toBe(rankOf(rule('b', { districts: ['D1', 'D2'] }, 'ROADS')));
});

test('a tie falls to the rule id', () => {
  const [a, b] = [
    { id: 'a', rank: 7 },
    { id: 'b', rank: 7 },
  ];
  expect([b, a].sort(bySpecificity)).toEqual([a, b]);
});
