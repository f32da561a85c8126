import { facts, place, rule, smallCity } from '../../../../test/support/routing.ts';
import type { Effects } from '../../disasters/index.ts';
import { compileRuleSet, decide, type Decision } from './decide.ts';
import { underDisaster } from './under-disaster.ts';

const STARTED = new Date('2026-11-24T00:00:00Z');
const LATER = new Date('2026-11-24T02:00:00Z');
const EARLIER = new Date('2026-11-23T02:00:00Z');
const SIX_DAYS = { value: 6, unit: 'WORKING_DAY' } as const;

const rules = [
  rule('roads', { categories: ['A1'] }, 'ROADS'),
  rule('group', { categoryGroups: ['A'] }, 'PARKS'),
  rule('nobody', { categories: ['B1'] }, 'TRIAGE'),
];
const ruleSet = compileRuleSet(1, rules, smallCity);

/** LAMPS is the desk for A1 and B1, A1 has a day more, and B1 stands still. */
const effectsWith = (agencyCode: string): Effects => ({
  disaster: {
    id: 'd',
    name: '颱風',
    until: null,
    notice: { 'zh-TW': '颱風', en: 'Typhoon' },
    serviceLevels: [],
    emergencyDesk: null,
    startedAt: STARTED,
    startedBy: '研考',
    endedAt: null,
    endedBy: null,
    endReason: null,
  },
  lengthen: (code, { value, unit }) => (code === 'A1' ? { value: value + 1, unit } : null),
  suspended: new Set(['B1']),
  desk: { agencyCode, categories: new Set(['A1', 'B1']) },
});

function decided(code: string, groupCode: string, desk = 'LAMPS', receivedAt = LATER): Decision {
  const asked = { ...facts({ place: place('D3', 'D3V1') }), category: { code, groupCode, sla: SIX_DAYS } };
  const emergency = { effects: effectsWith(desk), directory: ruleSet.directory, receivedAt };
  return underDisaster(decide(ruleSet, asked), asked, emergency);
}

const codesOf = ({ reasons }: Decision): string[] => reasons.map(({ code }) => code);

test('a named category goes to the desk, and the rule that lost is the first runner-up', () => {
  const decision = decided('A1', 'A');
  expect(decision).toMatchObject({ outcome: 'DISPATCHED', leadAgencyCode: 'LAMPS', ruleId: null, coAgencyCodes: [] });
  expect(codesOf(decision)[0]).toBe('disaster.emergency_desk');
  expect(decision.runnersUp.map(({ ruleId }) => ruleId)).toEqual(['roads', 'group']);
  expect(decision.runnersUp[0]!.lostBecause['zh-TW']).toContain('颱風');
});

test('what nobody would have got goes to the desk too, and nobody lost', () => {
  expect(decided('B1', 'B')).toMatchObject({ outcome: 'DISPATCHED', leadAgencyCode: 'LAMPS', runnersUp: [] });
});

test('the rule that names the desk anyway has won', () => {
  expect(decided('A1', 'A', 'ROADS')).toMatchObject({
    leadAgencyCode: 'ROADS',
    ruleId: 'roads',
    runnersUp: [{ ruleId: 'group' }],
  });
});

test.each(['NORTH', 'GONE', 'CITY'])('%s, which cannot take the case, leaves it to the rules and says so', (desk) => {
  const decision = decided('A1', 'A', desk);
  expect(decision).toMatchObject({ leadAgencyCode: 'ROADS', ruleId: 'roads' });
  expect(codesOf(decision)).toContain('disaster.desk_cannot');
});

test('a category that is not named is sent as always', () => {
  expect(decided('A2', 'A')).toMatchObject({ leadAgencyCode: 'PARKS', ruleId: 'group', sla: null });
});

test('a case without a category is sent as always', () => {
  const asked = { ...facts(), category: null };
  const decision = decide(ruleSet, asked);
  const emergency = { effects: effectsWith('LAMPS'), directory: ruleSet.directory, receivedAt: LATER };
  expect(underDisaster(decision, asked, emergency)).toBe(decision);
});

test('what is received meanwhile has more time, with a reason; what was received before has not', () => {
  expect(decided('A1', 'A')).toMatchObject({ sla: { value: 7, unit: 'WORKING_DAY' } });
  expect(codesOf(decided('A1', 'A'))).toContain('disaster.sla_lengthened');
  expect(decided('A1', 'A', 'LAMPS', EARLIER)).toMatchObject({ leadAgencyCode: 'LAMPS', sla: null });
});

test('what stands still says so', () => {
  expect(codesOf(decided('B1', 'B'))).toContain('disaster.sla_suspended');
});
