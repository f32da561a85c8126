import { demonstrationAccounts } from './demonstration.ts';
import { ROLES } from './role.ts';
import { isUsername } from './username.ts';

const agencies = [
  { code: 'TY-RMO', nameZh: '養護工程處', receivesCases: true },
  { code: 'TY-MAYOR', nameZh: '市長室', receivesCases: false },
];

test('every role of the city has one account, and every agency that can receive cases has two', () => {
  const accounts = demonstrationAccounts(agencies);
  expect(accounts.map(({ username, role, agencyCode }) => [username, role, agencyCode])).toEqual([
    ['operator', 'OPERATOR', null],
    ['dispatcher', 'DISPATCHER', null],
    ['city', 'CITY_SUPERVISOR', null],
    ['village', 'VILLAGE_HEAD', null],
    ['admin', 'ADMIN', null],
    ['auditor', 'AUDITOR', null],
    ['handler.ty-rmo', 'HANDLER', 'TY-RMO'],
    ['supervisor.ty-rmo', 'AGENCY_SUPERVISOR', 'TY-RMO'],
  ]);
  expect(new Set(accounts.map(({ role }) => role))).toEqual(new Set(ROLES));
});

test('their names are usernames, their display names tell where they work, and their mail goes nowhere', () => {
  const accounts = demonstrationAccounts(agencies);
  expect(accounts.every(({ username, email }) => isUsername(username) && email.endsWith('.invalid'))).toBe(true);
  expect(accounts.find(({ username }) => username === 'handler.ty-rmo')?.displayName).toBe('養護工程處 承辦人');
});
