import type { Office, Scope } from '../../../kernel/actor.ts';
import type { Authority, Case } from './case.ts';
import { type Acting, actingOn, giverOf } from './standing-in.ts';

const [HERE, ELSEWHERE] = ['68000010', '68000020'];
const EVERYWHERE: Scope = { all: true };

const city = (role: string, districtCode: string | null = null): Office => ({ role, agencyCode: null, districtCode });
const inDistricts = (...districtCodes: string[]): Scope => ({ all: false, agencyCodes: [], districtCodes });
const somebody = (roles: readonly Office[]): Acting => ({ kind: 'STAFF', id: 'a', name: '研考', roles });

/** At what level somebody decides about a case that lies in one district. */
function levelOf(acting: Acting, scope: Scope): Authority {
  const of = { place: { districtCode: HERE }, assignments: [] } as unknown as Case;
  const rules = { approversOf: () => [], demandsRemedy: () => false };
  return giverOf(actingOn(of, 'transfer', acting, rules), scope).authority;
}

test.each<[string, readonly Office[], Scope, Authority]>([
  ['the city’s supervisor', [city('CITY_SUPERVISOR')], EVERYWHERE, 'CITY'],
  ['a dispatcher', [city('DISPATCHER')], EVERYWHERE, 'OTHER'],
  ['the supervisor of the district', [city('CITY_SUPERVISOR', HERE)], inDistricts(HERE), 'CITY'],
  ['a dispatcher who supervises the district', [city('DISPATCHER'), city('CITY_SUPERVISOR', HERE)], EVERYWHERE, 'CITY'],
  ['a dispatcher who supervises another', [city('DISPATCHER'), city('CITY_SUPERVISOR', ELSEWHERE)], EVERYWHERE, 'OTHER'],
  [
    'a dispatcher of the district who supervises another',
    [city('DISPATCHER', HERE), city('CITY_SUPERVISOR', ELSEWHERE)],
    inDistricts(HERE, ELSEWHERE),
    'OTHER',
  ],
  [
    'who supervises the district and heads an agency',
    [city('CITY_SUPERVISOR', HERE), { role: 'AGENCY_SUPERVISOR', agencyCode: 'A' }],
    { all: false, agencyCodes: ['A'], districtCodes: [HERE] },
    'OTHER',
  ],
])('%s decides as that, and nothing more', (_, roles, scope, expected) => {
  expect(levelOf(somebody(roles), scope)).toBe(expected);
});

test('a dispatcher who takes the place of the city’s supervisor does not rule in it', () => {
  const standsInFor = [{ id: 's', name: '研考', roles: [city('CITY_SUPERVISOR')] }];
  expect(levelOf({ ...somebody([city('DISPATCHER')]), standsInFor }, EVERYWHERE)).toBe('OTHER');
});
