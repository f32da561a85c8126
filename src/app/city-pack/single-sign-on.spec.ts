import type { Problem } from '../../kernel/table.ts';
import type { PackTables } from './pack-tables.ts';
import { readSingleSignOn } from './single-sign-on.ts';

const tables = { agencies: [{ code: 'TY-RMO' }], districts: [{ code: '68000020' }] } as unknown as PackTables;
const whole = {
  scopes: ['profile', 'email', 'groups'],
  claims: { person: 'sub', username: 'preferred_username', displayName: 'name', email: 'email' },
  rules: [
    { claim: 'groups', values: ['1999-admins'], role: 'ADMIN' },
    { claim: 'groups', values: ['roads'], role: 'HANDLER', agencyCode: 'TY-RMO' },
    { claim: 'groups', values: ['staff'], role: 'HANDLER', agencyClaim: 'department' },
    { claim: 'groups', values: ['zhongli'], role: 'DISPATCHER', districtCode: '68000020' },
    { claim: 'groups', values: ['district'], role: 'CITY_SUPERVISOR', districtClaim: 'district' },
  ],
  linkByUsername: true,
  secondFactor: { claim: 'amr', values: ['otp'] },
};

function read(file: unknown): { policy: unknown; problems: string[] } {
  const problems: Problem[] = [];
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  const policy = readSingleSignOn(tables, () => text, problems);
  return { policy, problems: problems.map(({ reason }) => reason) };
}

test('a pack says who has which role by the claims of its single sign-on', () => {
  const { policy, problems } = read(whole);
  expect(problems).toEqual([]);
  expect(policy).toEqual({
    ...whole,
    rules: whole.rules.map((rule) => ({ agencyCode: null, agencyClaim: null, districtCode: null, districtClaim: null, ...rule })),
  });
});

test('what it leaves out is as usual: nobody is linked by a name, and no second factor of the provider counts', () => {
  const { claims, rules } = whole;
  expect(read({ claims, rules })).toMatchObject({
    policy: { scopes: ['profile', 'email'], linkByUsername: false, secondFactor: null },
    problems: [],
  });
});

test('a pack without the file has no single sign-on', () => {
  const problems: Problem[] = [];
  expect(readSingleSignOn(tables, () => null, problems)).toBeNull();
  expect(problems).toEqual([]);
});

const withRule = (rule: object): object => ({ ...whole, rules: [rule] });

test.each([
  ['{', /is not JSON/],
  ['[]', /is not a JSON object/],
  [{ ...whole, linkByUserName: true }, /it has no member linkByUserName/],
  [{ ...whole, linkByUsername: 'yes' }, /linkByUsername is not true or false/],
  [{ ...whole, rules: [] }, /nobody would have a role/],
  [{ ...whole, claims: { ...whole.claims, person: '' } }, /claims person is not a name/],
  [{ ...whole, secondFactor: { claim: 'amr' } }, /secondFactor values is not a list of texts/],
  [withRule({ claim: 'groups', values: ['a'], role: 'BOSS' }), /rule 1 role is not one of/],
  [withRule({ claim: 'groups', values: [], role: 'ADMIN' }), /rule 1 values is not a list of texts/],
  [withRule({ claim: 'groups', values: ['a'], role: 'HANDLER' }), /rule 1 needs an agencyCode or an agencyClaim/],
  [
    withRule({ claim: 'groups', values: ['a'], role: 'HANDLER', agencyCode: 'TY-RMO', agencyClaim: 'x' }),
    /rule 1 needs an agencyCode or an agencyClaim/,
  ],
  [
    withRule({ claim: 'groups', values: ['a'], role: 'HANDLER', agencyCode: 'TY-XXX' }),
    /rule 1 agencyCode "TY-XXX" is not an agency/,
  ],
  [withRule({ claim: 'groups', values: ['a'], role: 'ADMIN', agencyCode: 'TY-RMO' }), /ADMIN is held for the whole city/],
  [withRule({ claim: 'groups', values: ['a'], role: 'ADMIN', agency: 'TY-RMO' }), /rule 1 has no member agency/],
  [withRule({ claim: 'groups', values: ['a'], role: 'ADMIN', districtCode: '68000020' }), /ADMIN is not held for one/],
  [withRule({ claim: 'groups', values: ['a'], role: 'AUDITOR', districtCode: '1' }), /rule 1 districtCode "1" is not a district/],
  [withRule({ claim: 'groups', values: ['a'], role: 'AUDITOR', districtClaim: '' }), /rule 1 districtClaim is not a name/],
  [
    withRule({ claim: 'groups', values: ['a'], role: 'AUDITOR', districtCode: '68000020', districtClaim: 'x' }),
    /rule 1 has a districtCode and a districtClaim/,
  ],
])('%j is named', (file, reason) => {
  expect(read(file).problems).toEqual(expect.arrayContaining([expect.stringMatching(reason)]));
});
