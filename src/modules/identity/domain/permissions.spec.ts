import { permissionsOf } from './permissions.ts';
import { type Role, ROLES } from './role.ts';

/** The same table read the other way round: what each role may do beyond `account.self` and `reference.read`. */
const MAY: Record<Role, string[]> = {
  OPERATOR: ['case.note', 'case.read', 'petition.create', 'reminder.read', 'routing.explain'],
  DISPATCHER: [
    'case.dispatch',
    'case.note',
    'case.read',
    'case.reopen',
    'case.transfer',
    'petition.create',
    'reminder.read',
    'routing.explain',
  ],
  HANDLER: [
    'case.accept',
    'case.close',
    'case.note',
    'case.read',
    'case.reply',
    'case.return',
    'petition.create',
    'reminder.read',
    'routing.explain',
  ],
  AGENCY_SUPERVISOR: [
    'case.accept',
    'case.assign',
    'case.close',
    'case.note',
    'case.read',
    'case.reply',
    'case.return',
    'case.transfer',
    'reminder.read',
    'routing.explain',
  ],
  CITY_SUPERVISOR: [
    'case.dispatch',
    'case.note',
    'case.read',
    'case.reopen',
    'case.transfer',
    'petition.create',
    'reminder.read',
    'review.read',
    'routing.explain',
  ],
  VILLAGE_HEAD: [],
  ADMIN: ['clock.simulate', 'outbox.read', 'reminder.read'],
  AUDITOR: ['case.read', 'reminder.read'],
};

test.each(ROLES)('%s may do exactly what the table of its duties names', (role) => {
  expect([...permissionsOf([role])].sort()).toEqual(['account.self', 'reference.read', ...MAY[role]].sort());
});

test('several roles add up', () => {
  expect(permissionsOf(['ADMIN', 'OPERATOR'])).toEqual(new Set([...permissionsOf(['ADMIN']), ...permissionsOf(['OPERATOR'])]));
});

test('nobody without a role may do anything', () => {
  expect(permissionsOf([])).toEqual(new Set());
});
