import { demandsSecondFactor, factorRestriction } from './demand.ts';

const policy = { secondFactorRoles: ['ADMIN', 'CITY_SUPERVISOR'] } as const;
const holding = (...roles: string[]) => ({ roles: roles.map((role) => ({ role, agencyCode: null })) });
const session = { demonstration: false, enrolled: false, shown: false };

test('a second factor is asked of whoever holds one of the roles that the city names', () => {
  expect(demandsSecondFactor(holding('OPERATOR', 'ADMIN'), policy)).toBe(true);
  expect(demandsSecondFactor(holding('OPERATOR'), policy)).toBe(false);
  expect(demandsSecondFactor(holding(), policy)).toBe(false);
  expect(demandsSecondFactor(holding('ADMIN'), { secondFactorRoles: [] })).toBe(false);
});

test('it is asked of a deputy who acts by such a role', () => {
  const absent = { id: 'a', name: 'A', ...holding('CITY_SUPERVISOR') };
  expect(demandsSecondFactor({ ...holding('DISPATCHER'), standsInFor: [absent] }, policy)).toBe(true);
});

test.each([
  ['a session that has shown it goes on', 'ADMIN', { ...session, enrolled: true, shown: true }, null],
  ['so does one for which somebody else saw it', 'ADMIN', { ...session, shown: true }, null],
  ['who must have one and has none sets it up first', 'ADMIN', session, 'SECOND_FACTOR'],
  ['who has one shows it, whether they must have it or not', 'OPERATOR', { ...session, enrolled: true }, 'SECOND_FACTOR'],
  ['who need not and has none goes on', 'OPERATOR', session, null],
  ['an account that everybody shares needs none', 'ADMIN', { ...session, demonstration: true }, null],
  ['but shows the one that somebody gave it', 'ADMIN', { ...session, demonstration: true, enrolled: true }, 'SECOND_FACTOR'],
] as const)('%s', (_, role, factor, restriction) => {
  expect(factorRestriction(holding(role), factor, policy)).toBe(restriction);
});
