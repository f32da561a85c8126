import fc from 'fast-check';
import { civilDate } from '../../../kernel/civil-date.ts';
import { callerOf } from './account.ts';
import { BadDeputyPeriod, checkPeriod, passedOn } from './deputy.ts';
import { permissionsOf } from './permissions.ts';
import { type RoleGrant, ROLES } from './role.ts';

const grants = fc.array(fc.record({ role: fc.constantFrom(...ROLES), agencyCode: fc.constantFrom('A', 'B', null) }), {
  maxLength: 4,
});
const has = (list: readonly RoleGrant[], grant: RoleGrant): boolean =>
  list.some(({ role, agencyCode }) => role === grant.role && agencyCode === grant.agencyCode);

test('a deputy takes over what the absent person is at an agency both work for, and nothing else', () => {
  fc.assert(
    fc.property(grants, grants, (absent, deputy) => {
      for (const grant of passedOn(absent, deputy)) {
        expect(has(absent, grant)).toBe(true);
        expect(deputy.map(({ agencyCode }) => agencyCode)).toContain(grant.agencyCode);
        expect(['ADMIN', 'AUDITOR', 'OPERATOR', 'VILLAGE_HEAD']).not.toContain(grant.role);
      }
    }),
  );
});

test('a handler does what the head of the agency may, while they take the head’s place, and it is known in whose', () => {
  const identity = { id: 'd', username: 'd', displayName: '代理人', roles: [{ role: 'HANDLER', agencyCode: 'A' } as const] };
  const head = { id: 'h', name: '主管', roles: [{ role: 'AGENCY_SUPERVISOR', agencyCode: 'A' } as const] };
  const caller = callerOf({ ...identity, standsInFor: [head] });
  expect(caller.permissions.get('case.assign')).toEqual({ all: false, agencyCodes: ['A'] });
  expect(caller.lenders!.get('case.assign')).toEqual({ id: 'h', name: '主管' });
  expect(caller.lenders!.get('case.accept')).toBeUndefined();
  expect(caller.roles).toEqual(identity.roles);
});

test('whoever works for the city takes the place of those who look after a district, and not the other way round', () => {
  const city: RoleGrant = { role: 'DISPATCHER', agencyCode: null };
  const district: RoleGrant = { ...city, districtCode: '68000010' };
  expect(passedOn([district], [city])).toEqual([district]);
  expect(passedOn([district], [district])).toEqual([district]);
  expect(passedOn([city], [district])).toEqual([]);
  expect(passedOn([{ ...city, districtCode: '68000020' }], [district])).toEqual([]);
});

test('nobody loses a permission by taking another’s place', () => {
  fc.assert(
    fc.property(grants, grants, (own, roles) => {
      const identity = { id: 'd', username: 'd', displayName: 'd', roles: own };
      const caller = callerOf({ ...identity, standsInFor: [{ id: 'a', name: 'a', roles }] });
      for (const permission of permissionsOf(own).keys()) {
        expect(caller.permissions.has(permission)).toBe(true);
        expect(caller.lenders!.has(permission)).toBe(false);
      }
    }),
  );
});

test.each([
  ['2026-11-20', '2026-11-19'],
  ['2026-11-10', '2026-11-18'],
])('a period from %s to %s is refused on the 19th', (from, until) => {
  expect(() => checkPeriod(civilDate(from), civilDate(until), civilDate('2026-11-19'))).toThrow(BadDeputyPeriod);
});

test('a period may be one day, and may have begun', () => {
  checkPeriod(civilDate('2026-11-19'), civilDate('2026-11-19'), civilDate('2026-11-19'));
  checkPeriod(civilDate('2026-11-01'), civilDate('2026-11-19'), civilDate('2026-11-19'));
});
