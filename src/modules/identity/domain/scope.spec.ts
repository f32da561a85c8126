import { type Role } from './role.ts';
import { scopeOf } from './scope.ts';

const at = (role: Role, agencyCode: string | null = null): { role: Role; agencyCode: string | null } => ({ role, agencyCode });
const none = { all: false, agencyCodes: [] };

test.each(['OPERATOR', 'DISPATCHER', 'CITY_SUPERVISOR', 'ADMIN', 'AUDITOR'] as const)('%s reaches every case', (role) => {
  expect(scopeOf([at(role)])).toEqual({ all: true });
});

test.each(['HANDLER', 'AGENCY_SUPERVISOR'] as const)('%s sees the cases of the own agency', (role) => {
  expect(scopeOf([at(role, 'TY-RMO')])).toEqual({ all: false, agencyCodes: ['TY-RMO'] });
});

test('a village head reaches no case', () => {
  expect(scopeOf([at('VILLAGE_HEAD')])).toEqual(none);
});

test('a role at two agencies sees both, each named once', () => {
  expect(scopeOf([at('HANDLER', 'A'), at('AGENCY_SUPERVISOR', 'B'), at('AGENCY_SUPERVISOR', 'A'), at('VILLAGE_HEAD')])).toEqual({
    all: false,
    agencyCodes: ['A', 'B'],
  });
});

test('one city-wide role opens every case', () => {
  expect(scopeOf([at('HANDLER', 'A'), at('DISPATCHER')])).toEqual({ all: true });
});

test('an agency role without an agency sees nothing', () => {
  expect(scopeOf([at('HANDLER')])).toEqual(none);
});

test('an account without roles sees nothing', () => {
  expect(scopeOf([])).toEqual(none);
});
