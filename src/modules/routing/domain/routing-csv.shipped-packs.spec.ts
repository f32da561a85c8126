import { civilDate } from '../../../kernel/civil-date.ts';
import { facts, MOMENT, place, shippedCity } from '../../../../test/support/routing.ts';
import { compileRuleSet, decide } from './decide.ts';
import { lintRules } from './lint.ts';
import { findTies } from './publish-check.ts';

describe.each(['taoyuan', 'tainan'])('the routing rules of %s', (name) => {
  const { city, rules } = shippedCity(name);
  const ruleSet = compileRuleSet(1, rules, city);

  test('leave no cell without an answer, no shadowed, unreachable or unanswered rule', () => {
    expect(lintRules(rules, city, civilDate('2026-11-24'))).toEqual([]);
  });

  test('have no ties', () => {
    expect(findTies(rules, city)).toEqual([]);
  });

  test('send every category in every district to an agency that serves the district, or say why not', () => {
    const agencies = new Map(city.agencies.map((agency) => [agency.code, agency]));
    for (const category of city.categories) {
      for (const district of city.districts) {
        const decision = decide(ruleSet, facts({ category, place: place(district.code) }));
        const { districtCodes } = agencies.get(decision.leadAgencyCode ?? '') ?? { districtCodes: [] as string[] };
        expect(districtCodes.length === 0 || districtCodes.includes(district.code)).toBe(true);
        expect(decision.reasons.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('Taoyuan', () => {
  const { city, rules } = shippedCity('taoyuan');
  const ruleSet = compileRuleSet(1, rules, city);
  const leadOf = (code: string, district: string | null, answers: Record<string, string> = {}): string | null => {
    const category = city.categories.find((known) => known.code === code)!;
    return decide(ruleSet, { ...facts({ category, answers }), place: district === null ? null : place(district), moment: MOMENT })
      .leadAgencyCode;
  };

  test.each([
    ['a pothole', 'RD-001', '68000020', 'TY-RMO'],
    ['a broken pavement', 'RD-003', '68000020', 'TY-DO-020'],
    ['a broken pavement in the self-governing district', 'RD-003', '68000130', 'TY-DO-130'],
    ['illegal parking in Xinwu, which has no precinct of its own', 'PK-001', '68000110', 'TY-PP05'],
    ['a power cut', 'UT-001', '68000010', 'EX-TPC'],
    ['a land survey', 'LD-001', '68000100', 'TY-LO07'],
    ['a door plate', 'CA-001', '68000090', 'TY-HR-090'],
    ['a suggestion that touches several agencies', 'GV-003', '68000010', null],
  ])('sends %s to its agency', (_case, category, district, agency) => {
    expect(leadOf(category, district)).toBe(agency);
  });

  test('gives a pothole in a narrow lane to the district office', () => {
    expect(leadOf('RD-001', '68000020', { roadWidth: 'NARROW' })).toBe('TY-DO-020');
    expect(leadOf('WT-003', '68000020', { roadWidth: 'NARROW' })).toBe('TY-DO-020');
  });

  test('gives a manhole cover to its owner, and to the road maintenance office while the owner is unknown', () => {
    expect(leadOf('RD-004', '68000020', { coverOwner: 'WATER' })).toBe('EX-TWC');
    expect(leadOf('RD-004', '68000020')).toBe('TY-RMO');
  });

  test('without a district, gives what the city can take to its bureau and the rest to triage', () => {
    expect(leadOf('LD-001', null)).toBe('TY-LND');
    expect(leadOf('CA-001', null)).toBe('TY-CAB');
    expect(leadOf('SW-001', null)).toBeNull();
  });
});

describe('Tainan', () => {
  const { city, rules } = shippedCity('tainan');
  const ruleSet = compileRuleSet(1, rules, city);
  const leadOf = (code: string, district: string | null): string | null => {
    const category = city.categories.find((known) => known.code === code)!;
    return decide(ruleSet, facts({ category, place: district === null ? null : place(district) })).leadAgencyCode;
  };

  test.each([
    ['a lamp out in Danei', 'TN-61-06', '67000110', 'TN-DO-110'],
    ['a fallen tree in Danei', 'TN-61-05', '67000110', 'TN-DO-110'],
    ['illegal parking in Yongkang', 'TN-63-02', '67000310', 'TN-PP07'],
    ['continuous noise', 'TN-64-06', '67000310', 'TN-EPB'],
    ['an injured dog', 'TN-65-01', '67000310', 'TN-APO'],
    ['a power cut in Yongkang', 'TN-66-01', '67000310', 'EX-TPC-TN'],
    ['a power cut in Xinying', 'TN-66-01', '67000010', 'EX-TPC-XY'],
    ['a gas leak in Yongkang', 'TN-66-04', '67000310', 'EX-GAS-S'],
    ['a gas leak at an unknown place', 'TN-66-04', null, null],
    ['junk mail', 'TN-91-01', '67000310', null],
  ])('sends %s to its agency', (_case, category, district, agency) => {
    expect(leadOf(category, district)).toBe(agency);
  });
});
