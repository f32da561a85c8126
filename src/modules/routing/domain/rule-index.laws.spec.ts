import fc from 'fast-check';
import { civilDate } from '../../../kernel/civil-date.ts';
import { facts, place, rule, smallCity } from '../../../../test/support/routing.ts';
import { compileRuleSet, decide } from './decide.ts';
import { lintRules } from './lint.ts';
import { findTies } from './publish-check.ts';
import type { RoutingFacts, RoutingPlace } from './routing-facts.ts';
import type { Channel, Nature, Rule, RuleConditions } from './rule.ts';
import { rankOf } from './specificity.ts';
import { parseHours } from './week-hours.ts';

/** A few values of every condition, so that rules meet often and all facts can be counted through. */
const some = <T>(...values: T[]): fc.Arbitrary<T[]> =>
  fc.option(fc.subarray(values, { minLength: 1 }), { freq: 1 }).map((list) => list ?? []);
const NIGHT = parseHours(['18:00-06:00']);
const DAY = parseHours(['06:00-18:00']);

const conditions: fc.Arbitrary<RuleConditions> = fc
  .record({
    level: fc.constantFrom('category', 'group', 'any'),
    categories: fc.subarray(['A1', 'A2', 'B1'], { minLength: 1 }),
    categoryGroups: fc.subarray(['A', 'B'], { minLength: 1 }),
    districts: some('D1', 'D2', 'D3'),
    villages: some('D1V1', 'D1V2', 'D2V1'),
    zones: some('Z1', 'Z2'),
    channels: some<Channel>('HOTLINE', 'FAX'),
    natures: some<Nature>('RIGHTS'),
    width: some('NARROW', 'WIDE'),
    owner: some('CITY'),
    hours: fc.constantFrom([], [], NIGHT, DAY),
  })
  .map(({ level, categories, categoryGroups, width, owner, ...rest }) => ({
    ...rest,
    categories: level === 'category' ? categories : [],
    categoryGroups: level === 'group' ? categoryGroups : [],
    answers: [
      { code: 'width', values: width },
      { code: 'owner', values: owner },
    ].filter(({ values }) => values.length > 0),
  }));

const anyRules: fc.Arbitrary<Rule[]> = fc
  .array(fc.tuple(conditions, fc.constantFrom('ROADS', 'PARKS', 'LAMPS', '@DISTRICT_OFFICE', 'TRIAGE')), { maxLength: 12 })
  .map((list) => list.map(([when, target], i) => rule(`R${String(i).padStart(2, '0')}`, when, target)));

/** Rules of which no two tie: whoever ties with an earlier one is left out. */
const rulesWithoutTies = anyRules.map((rules) =>
  rules.reduce<Rule[]>((kept, next) => (findTies([...kept, next], smallCity).length === 0 ? [...kept, next] : kept), []),
);

const places: (RoutingPlace | null)[] = [
  null,
  ...['D1', 'D1V1', 'D1V2', 'D2', 'D2V1', 'D3'].flatMap((code) =>
    [[], ['Z1'], ['Z2'], ['Z1', 'Z2']].map((zones) => place(code.slice(0, 2), code.length > 2 ? code : null, { zones })),
  ),
];
const product = <A, B>(as: readonly A[], bs: readonly B[]): [A, B][] => as.flatMap((a) => bs.map((b): [A, B] => [a, b]));

/** Every case that the rules above can tell apart. */
const ALL_FACTS: RoutingFacts[] = product(
  product(smallCity.categories, places),
  product(
    product<Channel, Nature | null>(['HOTLINE', 'FAX', 'EMAIL'], [null, 'RIGHTS']),
    product(product(['NARROW', 'WIDE', ''], ['CITY', '']), [600, 1200]),
  ),
).map(([[category, where], [[channel, nature], [[width, owner], weekMinute]]]) =>
  facts({
    category,
    place: where,
    channel,
    nature,
    answers: { width, owner },
    moment: { day: civilDate('2026-11-24'), weekMinute },
  }),
);
const anyFacts = fc.constantFrom(...ALL_FACTS);

/** An empty list puts no condition. */
const meets = (list: readonly string[], value: string | null | undefined): boolean =>
  list.length === 0 || list.some((candidate) => candidate === value);

const meetsPlace = ({ when }: Rule, where: RoutingPlace | null): boolean =>
  meets(when.districts, where?.district?.code) &&
  meets(when.villages, where?.village?.code) &&
  (when.zones.length === 0 || when.zones.some((zone) => where?.zones.includes(zone)));

/** The rules that hold, found by looking at each of them. */
const holding = (rules: readonly Rule[], { category, place: where, channel, nature, answers, moment }: RoutingFacts): Rule[] =>
  rules.filter(
    (one) =>
      meets(one.when.categories, category?.code) &&
      meets(one.when.categoryGroups, category?.groupCode) &&
      meetsPlace(one, where) &&
      meets(one.when.channels, channel) &&
      meets(one.when.natures, nature) &&
      one.when.answers.every(({ code, values }) => values.includes(answers[code] ?? '')) &&
      (one.when.hours.length === 0 || one.when.hours.some(({ from, to }) => moment.weekMinute >= from && moment.weekMinute < to)),
  );

const indexOf = (rules: readonly Rule[]): ReturnType<typeof compileRuleSet>['index'] => compileRuleSet(1, rules, smallCity).index;

test('the index finds exactly the rules that hold, the most specific first', () => {
  fc.assert(
    fc.property(anyRules, anyFacts, (rules, given) => {
      const found = indexOf(rules)
        .find(given, Infinity)
        .map(({ id }) => id);
      const expected = holding(rules, given).sort((a, b) => rankOf(b) - rankOf(a) || (a.id < b.id ? -1 : 1));
      expect(found).toEqual(expected.map(({ id }) => id));
      expect(
        indexOf(rules)
          .find(given, 2)
          .map(({ id }) => id),
      ).toEqual(found.slice(0, 2));
    }),
    { numRuns: 500 },
  );
});

test('the order of the rules never matters', () => {
  fc.assert(
    fc.property(anyRules, anyFacts, fc.infiniteStream(fc.nat()), (rules, given, random) => {
      const shuffled = rules.map((one) => [random.next().value as number, one] as const).sort(([a], [b]) => a - b);
      const reordered = compileRuleSet(
        1,
        shuffled.map(([, one]) => one),
        smallCity,
      );
      expect(decide(reordered, given)).toEqual(decide(compileRuleSet(1, rules, smallCity), given));
    }),
    { numRuns: 200 },
  );
});

test('a rule less specific than the winner changes nothing but the runners-up', () => {
  fc.assert(
    fc.property(rulesWithoutTies, conditions, anyFacts, (rules, when, given) => {
      const before = decide(compileRuleSet(1, rules, smallCity), given);
      const winner = rules.find(({ id }) => id === before.ruleId);
      const added = rule('added', when, 'LAMPS');
      fc.pre(winner !== undefined && rankOf(added) < rankOf(winner));
      const after = decide(compileRuleSet(1, [...rules, added], smallCity), given);
      expect({ ...after, runnersUp: [] }).toEqual({ ...before, runnersUp: [] });
    }),
  );
});

test('two rules tie exactly when some case finds both of them equally specific', () => {
  fc.assert(
    fc.property(anyRules, (rules) => {
      const ranks = new Map(rules.map((one) => [one, rankOf(one)]));
      const met = new Set<string>();
      for (const given of ALL_FACTS) {
        const found = holding(rules, given); // in the order of their ids
        for (const [i, a] of found.entries()) {
          for (const b of found.slice(i + 1)) if (ranks.get(a) === ranks.get(b)) met.add(`${a.id} ${b.id}`);
        }
      }
      expect(new Set(findTies(rules, smallCity).map(({ ruleIds }) => ruleIds.join(' ')))).toEqual(met);
    }),
    { numRuns: 100 },
  );
});

test('the lint names exactly the rules that never win, and exactly the cells with a case that no rule holds for', () => {
  fc.assert(
    fc.property(rulesWithoutTies, (rules) => {
      const winning = new Set<string>();
      const holes = new Set<string>();
      for (const given of ALL_FACTS) {
        const [winner] = holding(rules, given).sort((a, b) => rankOf(b) - rankOf(a));
        const needless = given.place === null && given.category!.code !== 'B1';
        if (winner !== undefined) winning.add(winner.id);
        else if (!needless) holes.add(`${given.category!.code} ${given.place?.district?.code ?? null}`);
      }
      const findings = lintRules(rules, smallCity, civilDate('2026-11-24'));
      const idle = findings.filter(({ kind }) => kind === 'shadowed' || kind === 'unreachable').map(({ ruleId }) => ruleId!);
      const uncovered = findings.filter(({ kind }) => kind === 'uncovered');
      expect(idle.sort()).toEqual(rules.map(({ id }) => id).filter((id) => !winning.has(id)));
      expect(new Set(uncovered.map(({ categoryCode, districtCode }) => `${categoryCode} ${districtCode}`))).toEqual(holes);
    }),
    { numRuns: 30 },
  );
});
