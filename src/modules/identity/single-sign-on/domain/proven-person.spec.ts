import { provenPerson, sameGrants } from './proven-person.ts';
import type { RoleRule, SingleSignOnPolicy } from './single-sign-on-policy.ts';
import { ClaimsIncomplete } from './single-sign-on-errors.ts';

const rule = (values: string[], role: RoleRule['role'], agency: Partial<RoleRule> = {}): RoleRule => ({
  claim: 'realm_access.roles',
  values,
  role,
  agencyCode: null,
  agencyClaim: null,
  districtCode: null,
  districtClaim: null,
  ...agency,
});
const policy: SingleSignOnPolicy = {
  scopes: [],
  claims: { person: 'sub', username: 'account', displayName: 'name', email: 'email' },
  rules: [
    rule(['ops', 'ops-night'], 'OPERATOR'),
    rule(['roads'], 'HANDLER', { agencyCode: 'TY-RMO' }),
    rule(['staff'], 'HANDLER', { agencyClaim: 'unit' }),
    rule(['south'], 'DISPATCHER', { districtCode: '90000010' }),
    rule(['district'], 'DISPATCHER', { districtClaim: 'district' }),
  ],
  linkByUsername: false,
  secondFactor: { claim: 'amr', values: ['otp'] },
};
const places = {
  isAgency: (code: string): boolean => ['TY-RMO', 'TY-TRA'].includes(code),
  isDistrict: (code: string): boolean => ['90000010', '90000020'].includes(code),
};
const read = (claims: object, signed: object = {}) =>
  provenPerson({ claims: { sub: 'P-1', account: 'chen', ...claims }, signed: { ...signed } }, policy, places);
const having = (...roles: unknown[]) => ({ realm_access: { roles } });

test('all rules that apply count, each role once', () => {
  expect(read({ ...having('staff', 'roads', 'ops', 'ops-night'), unit: ['TY-TRA', 'TY-RMO'] }).grants).toEqual([
    { role: 'HANDLER', agencyCode: 'TY-RMO' },
    { role: 'HANDLER', agencyCode: 'TY-TRA' },
    { role: 'OPERATOR', agencyCode: null },
  ]);
});

test('a role is held for the districts that the rule or the claim names, and for nothing instead of one that there is not', () => {
  expect(read({ ...having('south', 'district'), district: ['90000020', '90000010', '99999999'] }).grants).toEqual([
    { role: 'DISPATCHER', agencyCode: null, districtCode: '90000010' },
    { role: 'DISPATCHER', agencyCode: null, districtCode: '90000020' },
  ]);
  expect(read({ ...having('district'), district: '99999999' }).grants).toEqual([]);
  expect(read(having('district')).grants).toEqual([]);
});

test.each([
  [having('others')],
  [having('staff')], // of no agency
  [{ ...having('staff'), unit: 'TY-GONE' }],
  [{ realm_access: 'ops' }],
  [{ realm_access: { roles: { ops: true } } }],
  [{ realm_access: [{ roles: ['ops'] }] }],
  [{ realm_access: null }],
  [{}],
])('%j gives no role', (claims) => {
  expect(read(claims).grants).toEqual([]);
});

test('a claim whose name has dots itself is read before one within another', () => {
  expect(read({ 'realm_access.roles': 'ops', ...having('others') }).grants).toEqual([{ role: 'OPERATOR', agencyCode: null }]);
});

test.each([
  [{ sub: undefined }],
  [{ sub: ['a', 'b'] }],
  [{ sub: 'a\u0000b' }],
  [{ sub: 'x'.repeat(256) }],
  [{ account: undefined }],
  [{ account: 'chen@city.example' }],
  [{ account: '陳某' }],
])('%j does not say who somebody is', (claims) => {
  expect(() => read(claims)).toThrow(ClaimsIncomplete);
});

test('the username is kept as all are, a name that says nothing gives way to it, and an e-mail that is none is left out', () => {
  expect(read({ account: ' Chen.Mei ', name: ' \u202e ', email: 'a@b, c@d' })).toMatchObject({
    username: 'chen.mei',
    displayName: 'chen.mei',
    email: null,
  });
  expect(read({ name: ' 陳\u200b某 ', email: 'chen@city.example' })).toMatchObject({
    displayName: '陳某',
    email: 'chen@city.example',
  });
  expect([...read({ name: '陳'.repeat(300) }).displayName]).toHaveLength(100);
});

test('a second factor counts when the ID token says so, and not when anything else does', () => {
  expect(read({}, { amr: ['pwd', 'otp'] }).secondFactor).toBe(true);
  expect(read({}, { amr: ['pwd'] }).secondFactor).toBe(false);
  expect(read({ amr: ['otp'] }).secondFactor).toBe(false);
  expect(
    provenPerson({ claims: { sub: 'P', account: 'chen' }, signed: { amr: ['otp'] } }, { ...policy, secondFactor: null }, places),
  ).toMatchObject({
    secondFactor: false,
  });
});

test('the same roles are the same in whatever order', () => {
  const [a, b] = [
    { role: 'HANDLER', agencyCode: 'A' },
    { role: 'OPERATOR', agencyCode: null },
  ] as const;
  expect(sameGrants([a, b], [b, a])).toBe(true);
  expect(sameGrants([a], [a, b])).toBe(false);
  expect(sameGrants([a], [{ ...a, agencyCode: 'B' }])).toBe(false);
  expect(sameGrants([b], [{ ...b, districtCode: '90000010' }])).toBe(false);
  expect(sameGrants([b], [{ ...b, districtCode: null }])).toBe(true);
});
