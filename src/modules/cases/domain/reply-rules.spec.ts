import fc from 'fast-check';
import type { Assignment } from './case.ts';
import type { ApprovalRule } from './reply-book.ts';
import { replyRules } from './reply-rules.ts';

const GROUPS: Readonly<Record<string, string>> = { 'RD-001': 'RD', 'RD-002': 'RD', 'TX-001': 'TX' };
const PARENTS: Readonly<Record<string, string>> = { ROADS: 'WORKS' };
const around = {
  groupOf: (code: string) => GROUPS[code] ?? null,
  agencyAbove: (code: string) => PARENTS[code] ?? null,
  isOutside: (code: string) => code === 'POWER',
};
const rule = (levels: 0 | 1 | 2, named: Partial<ApprovalRule> = {}): ApprovalRule => ({
  ...{ agencyCode: null, categoryCode: null, categoryGroup: null },
  ...named,
  levels,
});
const approversOf = (approvals: readonly ApprovalRule[], leadAgencyCode: string, categoryCode: string | null = null) =>
  replyRules({ approvals, remedies: [], templates: [] }, around).approversOf({ leadAgencyCode, categoryCode, assignments: [] });

test('without a rule nobody approves', () => {
  expect(approversOf([], 'ROADS', 'RD-001')).toEqual([]);
  expect(approversOf([rule(2, { agencyCode: 'WORKS' })], 'ROADS')).toEqual([]);
});

test('the first level is the leading agency’s supervisor, the second that of the agency above', () => {
  expect(approversOf([rule(1)], 'ROADS')).toEqual([{ role: 'AGENCY_SUPERVISOR', agencyCode: 'ROADS' }]);
  expect(approversOf([rule(2)], 'ROADS')).toEqual([
    { role: 'AGENCY_SUPERVISOR', agencyCode: 'ROADS' },
    { role: 'AGENCY_SUPERVISOR', agencyCode: 'WORKS' },
  ]);
});

test('where one level is asked for at least, it is the first that the rules know', () => {
  const of = (levels: 0 | 1 | 2, leadAgencyCode: string) =>
    replyRules({ approvals: [rule(levels)], remedies: [], templates: [] }, around).approversOf(
      { leadAgencyCode, categoryCode: null, assignments: [] },
      1,
    );
  expect(of(0, 'ROADS')).toEqual([{ role: 'AGENCY_SUPERVISOR', agencyCode: 'ROADS' }]);
  expect([of(1, 'ROADS').length, of(2, 'ROADS').length]).toEqual([1, 2]);
  expect(of(0, 'POWER')).toEqual([{ role: 'CITY_SUPERVISOR', agencyCode: null }]);
});

test('where no agency is above, the city’s supervisors give the second', () => {
  expect(approversOf([rule(2)], 'WORKS').at(-1)).toEqual({ role: 'CITY_SUPERVISOR', agencyCode: null });
});

const byWeight = [
  rule(0),
  rule(1, { categoryGroup: 'RD' }),
  rule(2, { categoryCode: 'RD-001' }),
  rule(0, { agencyCode: 'ROADS' }),
  rule(1, { agencyCode: 'ROADS', categoryGroup: 'RD' }),
  rule(0, { agencyCode: 'ROADS', categoryCode: 'RD-002' }),
];

test.each([
  ['WORKS', 'TX-001', 0],
  ['WORKS', 'RD-002', 1],
  ['WORKS', 'RD-001', 2],
  ['ROADS', 'TX-001', 0],
  ['ROADS', 'RD-001', 1],
  ['ROADS', 'RD-002', 0],
  ['ROADS', null, 0],
] as const)('the most specific rule counts for %s and %s, in whatever order they stand', (agency, category, levels) => {
  fc.assert(
    fc.property(fc.shuffledSubarray(byWeight, { minLength: byWeight.length }), (approvals) => {
      expect(approversOf(approvals, agency, category)).toHaveLength(levels);
    }),
  );
});

describe('the answer of an agency outside the city', () => {
  const leg = (agencyCode: string, status: Assignment['status'], endedAt: Date | null = new Date(0)): Assignment => ({
    ...{ id: agencyCode, agencyCode, role: 'LEAD', status, handlerId: null, assignedAt: new Date(0), acceptedAt: null },
    ...{ answer: null, answeredAt: null, proposedAgencyCode: null, endedAt, dueAt: new Date(0) },
  });
  const power = leg('POWER', 'ASSIGNED', null);
  const sentBy = (approvals: readonly ApprovalRule[], ...before: Assignment[]) =>
    replyRules({ approvals, remedies: [], templates: [] }, around).approversOf({
      ...{ leadAgencyCode: 'POWER', categoryCode: 'RD-001', assignments: [...before, power] },
    });
  const byRoads = leg('ROADS', 'TRANSFERRED');

  test('is approved by the agency that sent the case on, and the one above that, by the rules for its own replies', () => {
    expect(sentBy([rule(2, { agencyCode: 'ROADS' })], byRoads)).toEqual([
      { role: 'AGENCY_SUPERVISOR', agencyCode: 'ROADS' },
      { role: 'AGENCY_SUPERVISOR', agencyCode: 'WORKS' },
    ]);
    expect(sentBy([rule(1, { categoryGroup: 'RD' })], byRoads)).toEqual([{ role: 'AGENCY_SUPERVISOR', agencyCode: 'ROADS' }]);
    expect(sentBy([rule(2, { agencyCode: 'WORKS' })], byRoads)).toEqual([]);
  });

  test('is approved as the rule says that names the one outside, if there is one', () => {
    expect(sentBy([rule(2, { agencyCode: 'ROADS' }), rule(0, { agencyCode: 'POWER' })], byRoads)).toEqual([]);
    expect(sentBy([rule(1, { agencyCode: 'POWER' })], byRoads)).toEqual([{ role: 'AGENCY_SUPERVISOR', agencyCode: 'ROADS' }]);
  });

  test('is approved by the city’s supervisors alone where no agency of the city sent the case on', () => {
    const city = [{ role: 'CITY_SUPERVISOR', agencyCode: null }];
    expect(sentBy([rule(2, { categoryCode: 'RD-001' })])).toEqual(city);
    expect(sentBy([rule(1)], byRoads, leg('WORKS', 'RETURNED'))).toEqual(city);
    expect(sentBy([rule(1)], leg('POWER', 'TRANSFERRED'))).toEqual(city);
    expect(sentBy([rule(1, { agencyCode: 'ROADS' })])).toEqual([]);
  });
});

test('how to appeal must be said in the categories and the groups that a text names', () => {
  const text = { 'zh-TW': '訴願', en: 'appeal' };
  const remedies = [
    { code: 'NEVER', requiredFor: [], text },
    { code: 'A', requiredFor: ['TX', 'RD-001'], text },
    { code: 'B', requiredFor: ['TX'], text },
  ];
  const { demandsRemedy, remedyFor } = replyRules({ approvals: [], remedies, templates: [] }, around);
  const demanded = ['TX-001', 'RD-001', 'RD-002', null].map((categoryCode) => demandsRemedy({ categoryCode }));
  expect(demanded).toEqual([true, true, false, false]);
  const said = ['TX-001', 'RD-001', 'RD-002', null].map((categoryCode) => remedyFor({ categoryCode })?.code);
  expect(said).toEqual(['A', 'A', undefined, undefined]);
});
