import { rule, smallCity } from '../../../../test/support/routing.ts';
import { findTies } from './publish-check.ts';
import type { RuleConditions } from './rule.ts';
import { parseHours } from './week-hours.ts';

const ties = (a: Partial<RuleConditions>, b: Partial<RuleConditions>): boolean =>
  findTies([rule('a', a, 'ROADS'), rule('b', b, 'ROADS')], smallCity).length > 0;

test.each<[string, Partial<RuleConditions>, Partial<RuleConditions>]>([
  ['share a category', { categories: ['A1', 'A2'] }, { categories: ['A2', 'B1'] }],
  ['share a group', { categoryGroups: ['A'] }, { categoryGroups: ['A', 'B'] }],
  ['are for everything', {}, {}],
  ['ask for different answers', { answers: [{ code: 'x', values: ['1'] }] }, { answers: [{ code: 'y', values: ['1'] }] }],
  ['share hours', { hours: parseHours(['08:00-12:00']) }, { hours: parseHours(['MON 11:59-13:00']) }],
  ['are for different zones, for zones may overlap', { zones: ['Z1'] }, { zones: ['Z2'] }],
  ['share a village', { villages: ['D1V1', 'D2V1'] }, { villages: ['D1V1'] }],
])('two rules that %s tie, even when both lead to the same agency', (_name, a, b) => {
  expect(ties(a, b)).toBe(true);
});

test.each<[string, Partial<RuleConditions>, Partial<RuleConditions>]>([
  ['are for different categories', { categories: ['A1'] }, { categories: ['A2'] }],
  ['differ in specificity', { categories: ['A1'] }, { categoryGroups: ['A'] }],
  ['are for different districts', { districts: ['D1'] }, { districts: ['D2'] }],
  ['are for different villages', { villages: ['D1V1'] }, { villages: ['D1V2'] }],
  ['are for parts of a zone in different districts', { zones: ['Z1'], districts: ['D1'] }, { zones: ['Z1'], districts: ['D2'] }],
  [
    'ask for different values of one answer',
    { answers: [{ code: 'x', values: ['1'] }] },
    { answers: [{ code: 'x', values: ['2'] }] },
  ],
  ['are for hours that only touch', { hours: parseHours(['08:00-12:00']) }, { hours: parseHours(['12:00-13:00']) }],
  [
    'share only a village that lies outside their districts',
    { villages: ['D1V1'], districts: ['D2'] },
    { villages: ['D1V1'], districts: ['D2'] },
  ],
])('two rules that %s do not tie', (_name, a, b) => {
  expect(ties(a, b)).toBe(false);
});

test('a pair that meets in several categories is named once', () => {
  const when = { categories: ['A1', 'A2', 'B1'] };
  expect(findTies([rule('b', when, 'ROADS'), rule('a', when, 'PARKS')], smallCity)).toEqual([{ ruleIds: ['a', 'b'] }]);
});
