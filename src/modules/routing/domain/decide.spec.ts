import { civilDate } from '../../../kernel/civil-date.ts';
import { facts, place, rule, smallCity, targetOf } from '../../../../test/support/routing.ts';
import { compileRuleSet, type Decision, decide, serviceLevelOf } from './decide.ts';
import { momentOf, type RoutingFacts } from './routing-facts.ts';
import type { CoTarget, Rule } from './rule.ts';
import { parseHours } from './week-hours.ts';

const decideBy = (rules: readonly Rule[], more: Partial<RoutingFacts> = {}): Decision =>
  decide(compileRuleSet(3, rules, smallCity), facts(more));
const codesOf = ({ reasons }: Decision): string[] => reasons.map(({ code }) => code);

describe('the most specific rule wins', () => {
  // each rule beats all that follow it, and all hold for the case
  const ladder = [
    rule('category village', { categories: ['A1'], villages: ['D1V1'] }, 'ROADS'),
    rule('category zone', { categories: ['A1'], zones: ['Z1'] }, 'ROADS'),
    rule('category district', { categories: ['A1'], districts: ['D1'] }, 'ROADS'),
    rule('category two answers', { categories: ['A1'], answers: [answer('width', 'NARROW'), answer('owner', 'CITY')] }, 'ROADS'),
    rule('category answer', { categories: ['A1'], answers: [answer('width', 'NARROW')], channels: ['HOTLINE'] }, 'ROADS'),
    rule('category nature', { categories: ['A1'], natures: ['RIGHTS'] }, 'ROADS'),
    rule('category channel', { categories: ['A1'], channels: ['HOTLINE'], hours: parseHours(['00:00-24:00']) }, 'ROADS'),
    rule('category hours', { categories: ['A1'], hours: parseHours(['TUE 08:00-12:00']) }, 'ROADS'),
    rule('category', { categories: ['A1'] }, 'ROADS'),
    rule('group village', { categoryGroups: ['A'], villages: ['D1V1'] }, 'ROADS'),
    rule('group', { categoryGroups: ['A'] }, 'ROADS'),
    rule('any village', { villages: ['D1V1'] }, 'ROADS'),
    rule('any', {}, 'ROADS'),
  ];
  const all = {
    place: place('D1', 'D1V1', { zones: ['Z1'] }),
    answers: { width: 'NARROW', owner: 'CITY' },
    nature: 'RIGHTS',
  } as const;

  test.each(ladder.map(({ id }, i) => [id, i] as const))('%s', (id, i) => {
    expect(decideBy(ladder.slice(i), all).ruleId).toBe(id);
    expect(decideBy(ladder.slice(i).reverse(), all).ruleId).toBe(id);
  });

  test('and the next three are its runners-up, each with the line of the order on which it lost', () => {
    const { runnersUp } = decideBy(ladder.slice(7), all);
    expect(runnersUp.map(({ ruleId, agencyCode, lostBecause }) => [ruleId, agencyCode, lostBecause.en])).toEqual([
      ['category', 'ROADS', 'another rule names the time of the week'],
      ['group village', 'ROADS', 'another rule names the category (or its group) more closely'],
      ['group', 'ROADS', 'another rule names the category (or its group) more closely'],
    ]);
  });

  test('a rule that would have led to nobody is no runner-up', () => {
    const rules = [
      rule('a', { categories: ['A1'] }, 'ROADS'),
      rule('b', {}, 'TRIAGE'),
      rule('c', { categoryGroups: ['A'] }, 'GONE'),
    ];
    expect(decideBy(rules).runnersUp).toEqual([]);
  });
});

describe('a condition', () => {
  test.each<[string, Parameters<typeof rule>[1], Partial<RoutingFacts>, boolean]>([
    ['on categories holds for each of them', { categories: ['A2', 'A1'] }, {}, true],
    ['on another category does not hold', { categories: ['A2'] }, {}, false],
    ['on a group holds for its categories', { categoryGroups: ['B', 'A'] }, {}, true],
    ['on districts holds for each of them', { districts: ['D2', 'D1'] }, {}, true],
    ['on a district does not hold at an unknown place', { districts: ['D1'] }, { place: null }, false],
    ['on a village does not hold elsewhere in its district', { villages: ['D1V2'] }, {}, false],
    [
      'on a zone holds when the place lies in it, among others',
      { zones: ['Z2'] },
      { place: place('D1', null, { zones: ['Z1', 'Z2'] }) },
      true,
    ],
    [
      'on a zone and a district holds only where both do',
      { zones: ['Z1'], districts: ['D2'] },
      { place: place('D1', null, { zones: ['Z1'] }) },
      false,
    ],
    ['on a village and a zone holds only where both do', { villages: ['D1V1'], zones: ['Z1'] }, {}, false],
    [
      'on an answer holds for each of its values',
      { answers: [answer('width', 'NARROW', 'LANE')] },
      { answers: { width: 'LANE' } },
      true,
    ],
    ['on an answer does not hold without it', { answers: [answer('width', 'NARROW')] }, {}, false],
    ['on two answers needs both', { answers: [answer('a', '1'), answer('b', '2')] }, { answers: { a: '1' } }, false],
    ['on an answer named like a part of every object does not hold', { answers: [answer('constructor', 'x')] }, {}, false],
    ['on a nature does not hold without one', { natures: ['RIGHTS'] }, {}, false],
    ['on a channel holds for it', { channels: ['FAX', 'HOTLINE'] }, {}, true],
    ['on a channel does not hold for others', { channels: ['FAX'] }, {}, false],
  ])('%s', (_name, when, more, holds) => {
    expect(decideBy([rule('r', when, 'ROADS')], more).ruleId).toBe(holds ? 'r' : null);
  });

  test('on hours looks at the clock and the weekday of the city, not of the server', () => {
    const rules = [rule('monday', { hours: parseHours(['MON 00:00-24:00']) }, 'ROADS')];
    const sundayEveningUtc = momentOf(new Date('2026-11-22T16:30:00Z'), 'Asia/Taipei'); // Monday 00:30 in Taiwan
    expect(sundayEveningUtc.day).toBe('2026-11-23');
    expect(decideBy(rules, { moment: sundayEveningUtc }).ruleId).toBe('monday');
    expect(decideBy(rules, { moment: momentOf(new Date('2026-11-23T16:30:00Z'), 'Asia/Taipei') }).ruleId).toBeNull();
  });
});

describe('a target', () => {
  const lead = (target: string, more: Partial<RoutingFacts> = {}): [string | null, string | undefined] => {
    const decision = decideBy([rule('r', {}, target)], more);
    return [decision.leadAgencyCode, codesOf(decision).at(1)];
  };

  test.each<[string, string, Partial<RoutingFacts>, [string | null, string | undefined]]>([
    ['that is a fixed agency is that agency', 'ROADS', {}, ['ROADS', undefined]],
    ['that is an office is the one of the place', '@DISTRICT_OFFICE', { place: place('D2') }, ['DO-2', 'office.of_place']],
    ['may be an office that serves several districts', '@POLICE_PRECINCT', { place: place('D2') }, ['PP-12', 'office.of_place']],
    [
      'that is the office of a self-governing district is that one',
      '@DISTRICT_OFFICE',
      { place: place('D3') },
      ['DO-3', 'office.of_place'],
    ],
    ['that is an office is nobody at an unknown place', '@DISTRICT_OFFICE', { place: null }, [null, 'place.unknown_district']],
    [
      'that is an office is nobody where only a zone is known',
      '@DISTRICT_OFFICE',
      { place: place(null) },
      [null, 'place.unknown_district'],
    ],
    ['that is an office no district has is nobody', '@HEALTH_CENTER', {}, [null, 'office.missing']],
    ['that two offices claim is nobody', '@LAND_OFFICE', {}, [null, 'office.ambiguous']],
    ['that has been dissolved is its successor', 'OLD', {}, ['ROADS', 'agency.succeeded']],
    ['that was dissolved without successor is nobody', 'GONE', {}, [null, 'agency.not_in_force']],
    ['that takes no cases is nobody', 'CITY', {}, [null, 'agency.not_receiving']],
    ['that does not exist is nobody', 'NOSUCH', {}, [null, 'agency.unknown']],
    ['that serves other districts is nobody', 'NORTH', { place: place('D3') }, [null, 'agency.not_serving']],
    ['that serves some districts is nobody at an unknown place', 'NORTH', { place: null }, [null, 'place.unknown_district']],
    ['that serves the district is that agency', 'NORTH', {}, ['NORTH', undefined]],
    ['may be triage', 'TRIAGE', {}, [null, undefined]],
  ])('%s', (_name, target, more, expected) => {
    expect(lead(target, more)).toEqual(expected);
  });

  test('that is dissolved later still gets the cases of the days before', () => {
    expect(lead('OLD', { moment: { day: civilDate('2023-12-31'), weekMinute: 0 } })).toEqual(['OLD', undefined]);
  });

  test('that is nobody makes a triage of the case, and keeps the rule', () => {
    expect(decideBy([rule('r', {}, 'GONE', { coTargets: [targetOf('ROADS') as CoTarget] })])).toMatchObject({
      outcome: 'TRIAGE',
      leadAgencyCode: null,
      coAgencyCodes: [],
      ruleId: 'r',
    });
  });
});

describe('a decision', () => {
  test('without a category is triage, whatever the rules', () => {
    const decision = decideBy([rule('r', {}, 'ROADS')], { category: null });
    expect(decision).toMatchObject({ outcome: 'TRIAGE', leadAgencyCode: null, ruleId: null, runnersUp: [] });
    expect(codesOf(decision)).toEqual(['category.missing']);
  });

  test('without a matching rule is triage', () => {
    const decision = decideBy([rule('r', { categories: ['B1'] }, 'ROADS')]);
    expect(decision).toMatchObject({ outcome: 'TRIAGE', ruleSetVersion: 3 });
    expect(codesOf(decision)).toEqual(['rule.none']);
  });

  test('names co-handlers once, never the lead, and says whom it left out', () => {
    const coTargets = ['ROADS', 'PARKS', 'OLD', 'PARKS', '@DISTRICT_OFFICE', 'GONE'].map(
      (target) => targetOf(target) as CoTarget,
    );
    const decision = decideBy([rule('r', {}, 'ROADS', { coTargets })]);
    expect(decision.coAgencyCodes).toEqual(['PARKS', 'DO-1']);
    expect(codesOf(decision)).toEqual(['any.single', 'co_agency.left_out']);
  });

  test('says in both languages which rule, which conditions, which note and which office', () => {
    const note = { 'zh-TW': '巷道由區公所維護', en: 'Lanes are the district’s' };
    const when = { categories: ['A1'], districts: ['D1'], answers: [answer('width', 'NARROW')], channels: ['HOTLINE'] as const };
    const { reasons } = decideBy([rule('r', when, '@DISTRICT_OFFICE', { note })], {
      answers: { width: 'NARROW', name: '王小明' },
    });
    expect(reasons.map(({ code, text }) => [code, text['zh-TW'], text.en])).toEqual([
      ['category.office', '類別「A1」由地點所在的區公所主辦', 'Category “A1”: the district office of the place leads'],
      ['rule.district', '本規則限行政區：D1區', 'This rule is for district D1 District'],
      ['rule.answer', '依填答「width＝NARROW」', 'By the answer width = NARROW'],
      ['rule.channel', '本規則限受理管道：1999 專線', 'This rule is for the channel hotline'],
      ['rule.note', '巷道由區公所維護', 'Lanes are the district’s'],
      ['office.of_place', 'D1區由DO-1處辦理', 'DO-1 Office serves D1 District'],
    ]);
  });

  test('keeps the facts it was made on, and of the answers only those that its rule asked for', () => {
    const rules = [rule('r', { answers: [answer('width', 'NARROW')] }, 'ROADS')];
    expect(decideBy(rules, { answers: { width: 'NARROW', name: '王小明' } }).facts).toEqual({
      categoryCode: 'A1',
      place: { districtCode: 'D1', villageCode: 'D1V1', zones: [], doubtful: false },
      channel: 'HOTLINE',
      nature: null,
      answers: { width: 'NARROW' },
      moment: facts().moment,
    });
  });

  test('carries the service level of its rule', () => {
    expect(decideBy([rule('r', {}, 'ROADS', { sla: { value: 2, unit: 'HOUR' } })]).sla).toEqual({ value: 2, unit: 'HOUR' });
  });

  test('carries what was said about the place', () => {
    const reason = { code: 'place.conflict', text: { 'zh-TW': '地址與座標不一致', en: 'The words and the point disagree' } };
    const decision = decideBy([rule('r', {}, 'ROADS')], { place: place('D1', null, { doubtful: true, reasons: [reason] }) });
    expect(decision.reasons).toContain(reason);
    expect(decision.facts.place?.doubtful).toBe(true);
    expect(codesOf(decideBy([rule('r', {}, 'ROADS')], { place: place('D1', null, { doubtful: true }) }))).toContain(
      'place.doubtful',
    );
  });

  test.each([
    ['the same agency', 'ROADS', 'the same agency serves both sides'],
    ['another agency', '@DISTRICT_OFFICE', 'on the other side DO-2 Office would handle it'],
    ['nobody', '@LAND_OFFICE', 'on the other side a dispatcher would decide'],
  ])('near a border says that on the other side it would be %s', (_name, target, words) => {
    const border = { withinMetres: 29.6, otherDistrictCode: 'D2' };
    const decision = decideBy([rule('r', {}, target)], { place: place('D1', 'D1V1', { border }) });
    expect(decision.border).toEqual(border);
    expect(decision.reasons.at(-1)).toEqual({
      code: 'border.near',
      text: { 'zh-TW': expect.stringContaining('約 30 公尺'), en: `About 30 m from the border with D2 District; ${words}` },
    });
  });
});

test('a case is allowed the time that its rule says, else its category, else six working days', () => {
  const category = { sla: { value: 4, unit: 'HOUR' } } as const;
  expect(serviceLevelOf({ sla: { value: 2, unit: 'HOUR' } }, category)).toEqual({ value: 2, unit: 'HOUR' });
  expect(serviceLevelOf({ sla: null }, category)).toEqual({ value: 4, unit: 'HOUR' });
  expect(serviceLevelOf({ sla: null }, null)).toEqual({ value: 6, unit: 'WORKING_DAY' });
});

function answer(code: string, ...values: string[]): { code: string; values: string[] } {
  return { code, values };
}
