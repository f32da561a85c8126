import { ANYBODY, HIDDEN, onlookerOf, showPetitioner } from './shown-identity.ts';

const petitioner = { name: '王小明', phone: '0912-345-678', email: null, address: '中正路1號' };
const CUSTODIAN = { custodian: true };

test('invariant 11: of whoever petitioned in confidence nobody but a custodian sees more than what they left', () => {
  expect(showPetitioner(petitioner, true, ANYBODY)).toEqual({
    name: HIDDEN,
    phone: HIDDEN,
    email: null,
    address: HIDDEN,
    masked: true,
  });
  expect(showPetitioner(petitioner, true, CUSTODIAN)).toEqual({ ...petitioner, masked: false });
});

test('others are seen by everybody who may see the case', () => {
  expect(showPetitioner(petitioner, false, ANYBODY)).toEqual({ ...petitioner, masked: false });
});

test.each([
  ['the whole city', { all: true } as const, true],
  ['one agency', { all: false, agencyCodes: ['TY-RMO'] } as const, false],
])('whoever may know identities for %s: custodian %s', (_, scope, custodian) => {
  expect(onlookerOf({ permissions: new Map([['petition.identity', scope]]) })).toEqual({ custodian });
});

test('whoever may not know identities is no custodian', () => {
  expect(onlookerOf({ permissions: new Map([['case.read', { all: true }]]) })).toEqual(ANYBODY);
});
