import { civilDate } from '../../../kernel/civil-date.ts';
import { rule, smallCity, targetOf } from '../../../../test/support/routing.ts';
import { type Finding, lintRules } from './lint.ts';
import type { RoutingCity } from './routing-city.ts';
import type { CoTarget, Rule } from './rule.ts';
import { parseHours } from './week-hours.ts';

const DAY = civilDate('2026-11-24');
const lint = (rules: readonly Rule[], city: RoutingCity = smallCity): Finding[] => lintRules(rules, city, DAY);
const about = (findings: readonly Finding[]): string[] =>
  findings.map(({ kind, ruleId, categoryCode, districtCode }) =>
    [kind, ruleId ?? categoryCode, districtCode].filter((part) => part !== null).join(' '),
  );
const FALLBACK = rule('fallback', {}, 'TRIAGE');

test('a fallback for everything leaves nothing uncovered', () => {
  expect(lint([FALLBACK])).toEqual([]);
});

test('without any rule every category has no answer in every district, and where no place is needed at no place', () => {
  expect(about(lint([]))).toEqual([
    ...['A1', 'A2'].flatMap((category) => ['D1', 'D2', 'D3'].map((district) => `uncovered ${category} ${district}`)),
    'uncovered B1',
    ...['D1', 'D2', 'D3'].map((district) => `uncovered B1 ${district}`),
  ]);
});

test('a gap is named with a case that falls through it', () => {
  const findings = lint([
    rule('others', { categories: ['A2', 'B1'] }, 'ROADS'),
    rule('by day', { categories: ['A1'], hours: parseHours(['06:00-18:00']) }, 'ROADS'),
    rule('by night', { categories: ['A1'], hours: parseHours(['18:00-06:00']), districts: ['D1', 'D2'] }, 'ROADS'),
  ]);
  expect(about(findings)).toEqual(['uncovered A1 D3']);
  expect(findings[0]!.text.en).toContain('hours: minute 0 of the week');
});

test('a district is not covered by rules for its villages: the village may be unknown', () => {
  const rules = [
    rule('villages', { villages: ['D1V1', 'D1V2'] }, 'ROADS'),
    rule('rest', { districts: ['D2', 'D3'] }, 'ROADS'),
    rule('nowhere', { categories: ['B1'] }, 'ROADS'),
  ];
  expect(about(lint(rules))).toEqual(['uncovered A1 D1', 'uncovered A2 D1']);
});

test('all channels together cover what no rule covers alone', () => {
  const rules = [
    rule('paper', { channels: ['LETTER', 'FAX', 'COUNTER', 'DIRECTIVE'] }, 'ROADS'),
    rule('other', { channels: ['HOTLINE', 'EMAIL', 'VILLAGE_HEAD', 'CITY_MAILBOX', 'CITY_APPEARANCE'] }, 'PARKS'),
  ];
  expect(lint(rules)).toEqual([]);
  expect(lint([...rules, FALLBACK]).map(({ kind, ruleId }) => `${kind} ${ruleId!}`)).toEqual(['shadowed fallback']);
});

test('a rule is shadowed when more specific ones hold wherever it does', () => {
  const rules = [
    FALLBACK,
    rule('group', { categoryGroups: ['A'] }, 'ROADS'),
    rule('one', { categories: ['A1'] }, 'ROADS'),
    rule('two', { categories: ['A2'] }, 'ROADS'),
  ];
  expect(about(lint(rules))).toEqual(['shadowed group']);
  expect(about(lint(rules.slice(0, 3)))).toEqual([]);
});

test('a rule for a zone never holds at an unknown place', () => {
  const rules = [
    rule('zone', { zones: ['Z1'] }, 'ROADS'),
    rule('known', { categories: ['A1', 'A2', 'B1'], districts: ['D1', 'D2', 'D3'] }, 'ROADS'),
  ];
  expect(about(lint([...rules, FALLBACK]))).toEqual(['shadowed zone']);
});

test.each<[string, Rule]>([
  ['a village outside its districts', rule('r', { villages: ['D1V1'], districts: ['D2'] }, 'ROADS')],
  ['a category outside its groups', rule('r', { categories: ['A1'], categoryGroups: ['B'] }, 'ROADS')],
  ['a category that does not exist', rule('r', { categories: ['X'] }, 'ROADS')],
  ['a district of another city', rule('r', { districts: ['X'] }, 'ROADS')],
])('a rule that names %s is unreachable', (_name, unreachable) => {
  expect(about(lint([FALLBACK, unreachable]))).toEqual(['unreachable r']);
});

test('a rule for a category that has expired is unreachable, and the category needs no answer', () => {
  const [a1, ...others] = smallCity.categories;
  const city = { ...smallCity, categories: [{ ...a1!, validTo: DAY }, ...others] };
  const rules = [rule('old', { categories: ['A1'] }, 'ROADS'), rule('new', { categories: ['A2', 'B1'] }, 'ROADS')];
  expect(about(lint(rules, city))).toEqual(['unreachable old']);
});

describe('a rule is unanswered', () => {
  test.each<[string, string, string]>([
    ['where its agency does not exist', 'NOSUCH', 'unanswered r'],
    ['where its agency was dissolved without a successor', 'GONE', 'unanswered r'],
    ['where its agency takes no cases', 'CITY', 'unanswered r'],
    ['in the districts that its agency does not serve', 'NORTH', 'unanswered r D3'],
    ['in the districts without such an office, or with two', '@LAND_OFFICE', 'unanswered r'],
  ])('%s', (_name, target, finding) => {
    expect(about(lint([rule('r', {}, target)]))).toEqual([finding]);
  });

  test('also when it is a co-handler that is missing', () => {
    expect(about(lint([rule('r', {}, 'ROADS', { coTargets: [targetOf('GONE') as CoTarget] })]))).toEqual(['unanswered r']);
  });

  test('and not where a more specific rule wins', () => {
    expect(lint([rule('north', {}, 'NORTH'), rule('south', { districts: ['D3'] }, 'ROADS')])).toEqual([]);
  });

  test('and not for want of a place, which is no fault of the rule, nor for a dissolved agency with a successor', () => {
    expect(lint([rule('r', {}, '@DISTRICT_OFFICE', { coTargets: [targetOf('OLD') as CoTarget] })])).toEqual([]);
  });
});
