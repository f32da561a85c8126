import type { Role, RoleGrant } from './role.ts';
import { type Duty, type Reach, scopeOf } from './scope.ts';

const NONE = { all: false, agencyCodes: [] };

const duty = (reach: Reach, role: Role, where: Partial<RoleGrant> = {}): Duty => ({
  reach,
  grant: { role, agencyCode: null, ...where },
});
const atAgency = (agencyCode: string | null, below: string[] = []): Duty => duty('AGENCY', 'HANDLER', { agencyCode, below });
const inDistrict = (districtCode: string | null): Duty => duty('DISTRICT', 'OPERATOR', { districtCode });

test('a role of the whole city reaches every case', () => {
  expect(scopeOf([duty('CITY', 'ADMIN')])).toEqual({ all: true });
  expect(scopeOf([inDistrict(null)])).toEqual({ all: true });
});

test('a role of one district reaches the cases that lie in it', () => {
  expect(scopeOf([inDistrict('68000010'), inDistrict('68000020'), inDistrict('68000010')])).toEqual({
    ...NONE,
    districtCodes: ['68000010', '68000020'],
  });
});

test('a role at an agency reaches its cases', () => {
  expect(scopeOf([atAgency('TY-RMO')])).toEqual({ all: false, agencyCodes: ['TY-RMO'] });
});

test('a role at a bureau reaches the cases of the bodies below it, which are not its own', () => {
  expect(scopeOf([atAgency('TY-PWB', ['TY-NCO', 'TY-RMO'])])).toEqual({
    all: false,
    agencyCodes: ['TY-PWB'],
    belowCodes: ['TY-NCO', 'TY-RMO'],
  });
});

test('a body below one agency at which somebody works as well is their own', () => {
  expect(scopeOf([atAgency('TY-PWB', ['TY-NCO', 'TY-RMO']), atAgency('TY-RMO')])).toEqual({
    all: false,
    agencyCodes: ['TY-PWB', 'TY-RMO'],
    belowCodes: ['TY-NCO'],
  });
});

test('roles at several places add up, each place named once', () => {
  expect(scopeOf([atAgency('A'), atAgency('B'), atAgency('A'), inDistrict('68000010'), duty('OWN', 'VILLAGE_HEAD')])).toEqual({
    all: false,
    agencyCodes: ['A', 'B'],
    districtCodes: ['68000010'],
    own: true,
  });
});

test('one role of the whole city opens every case', () => {
  expect(scopeOf([atAgency('A'), inDistrict(null)])).toEqual({ all: true });
});

test('a village head reaches what they registered', () => {
  expect(scopeOf([duty('OWN', 'VILLAGE_HEAD')])).toEqual({ ...NONE, own: true });
});

test.each<[string, Duty[]]>([
  ['a role of an agency without an agency', [atAgency(null)]],
  ['what is about no case', [duty('NONE', 'OPERATOR')]],
  ['nothing', []],
])('%s reaches no case', (_, duties) => {
  expect(scopeOf(duties)).toEqual(NONE);
});
