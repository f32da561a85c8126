import { permissionsOf } from './permissions.ts';
import { type Role, ROLES } from './role.ts';

/** The same table read the other way round: what each role may do beyond `account.self` and `reference.read`. */
const MAY: Record<Role, string[]> = {
  OPERATOR: [
    'calendar.read',
    'case.note',
    'case.read',
    'case.receive_supplement',
    'case.withdraw',
    'disaster.read',
    'petition.create',
    'reminder.read',
    'routing.explain',
    'survey.take',
  ],
  DISPATCHER: [
    'calendar.read',
    'case.check_repeat',
    'case.co_handle',
    'case.dispatch',
    'case.group',
    'case.merge',
    'case.no_action',
    'case.note',
    'case.read',
    'case.recategorise',
    'case.recuse',
    'case.reopen',
    'case.take_back',
    'case.transfer',
    'disaster.read',
    'petition.create',
    'precedent.read',
    'reminder.read',
    'reopening.decide',
    'reopening.read',
    'routing.explain',
  ],
  HANDLER: [
    'calendar.read',
    'case.accept',
    'case.check_repeat',
    'case.close',
    'case.extend',
    'case.note',
    'case.promise',
    'case.read',
    'case.recategorise',
    'case.receive_supplement',
    'case.reply',
    'case.return',
    'disaster.read',
    'case.supplement',
    'petition.create',
    'reminder.read',
    'routing.explain',
  ],
  AGENCY_SUPERVISOR: [
    'account.read',
    'account.request',
    'calendar.read',
    'case.accept',
    'case.approve',
    'case.assign',
    'case.check_repeat',
    'case.close',
    'case.co_handle',
    'case.dispatch',
    'case.group',
    'case.merge',
    'case.decide_extension',
    'case.extend',
    'case.no_action',
    'case.note',
    'case.promise',
    'case.read',
    'case.recategorise',
    'case.receive_supplement',
    'case.recuse',
    'case.reply',
    'case.return',
    'case.supplement',
    'case.take_back',
    'case.transfer',
    'disaster.read',
    'deputy.manage',
    'precedent.read',
    'reminder.read',
    'routing.explain',
  ],
  CITY_SUPERVISOR: [
    'attention.read',
    'case.approve',
    'calendar.change',
    'calendar.read',
    'case.decide_extension',
    'case.dispatch',
    'case.group',
    'case.note',
    'case.promise',
    'case.read',
    'case.recategorise',
    'case.recuse',
    'case.reopen',
    'case.track',
    'case.transfer',
    'disaster.read',
    'disaster.switch',
    'petition.create',
    'petition.identity',
    'precedent.read',
    'reminder.read',
    'reopening.decide',
    'reopening.read',
    'rerouting.read',
    'review.read',
    'review.resolve',
    'routing.explain',
    'survey.read',
  ],
  VILLAGE_HEAD: [],
  ADMIN: [
    'account.manage',
    'account.read',
    'account.request',
    'account.review',
    'api_key.manage',
    'attention.read',
    'calendar.change',
    'calendar.read',
    'clock.simulate',
    'outbox.read',
    'reminder.read',
    'vault.rotate',
  ],
  AUDITOR: [
    'account.read',
    'account.review',
    'calendar.read',
    'case.read',
    'disaster.read',
    'precedent.read',
    'reminder.read',
    'rerouting.read',
  ],
};

test.each(ROLES)('%s may do exactly what the table of its duties names', (role) => {
  expect([...permissionsOf([{ role, agencyCode: null }]).keys()].sort()).toEqual(
    ['account.self', 'reference.read', ...MAY[role]].sort(),
  );
});

const EVERY = { all: true };
const ofA = { all: false, agencyCodes: ['A'] };

test('several roles add up, each reaching as far as it does alone', () => {
  const both = permissionsOf([
    { role: 'OPERATOR', agencyCode: null },
    { role: 'HANDLER', agencyCode: 'A' },
  ]);
  expect(both.get('case.read')).toEqual(EVERY);
  expect(both.get('case.accept')).toEqual(ofA);
  expect(both.get('case.dispatch')).toBeUndefined();
});

test('who keeps the accounts reads every reminder, and with another role no more cases than with that alone', () => {
  const both = permissionsOf([
    { role: 'ADMIN', agencyCode: null },
    { role: 'HANDLER', agencyCode: 'A' },
  ]);
  expect(both.get('reminder.read')).toEqual(EVERY);
  expect(both.get('case.read')).toEqual(ofA);
});

test('nobody without a role may do anything', () => {
  expect(permissionsOf([])).toEqual(new Map());
});
