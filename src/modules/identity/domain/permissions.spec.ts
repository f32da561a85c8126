import { PERMISSIONS, permissionsOf } from './permissions.ts';
import { DISTRICT_ROLES, type Role, ROLES } from './role.ts';
import type { Reach } from './scope.ts';

/** The same table read the other way round: what each role may do beyond `account.self` and `reference.read`. */
const MAY: Record<Role, string[]> = {
  OPERATOR: [
    'petition.reveal',
    'petition.correct',
    'attachment.upload',
    'calendar.read',
    'case.note',
    'case.read',
    'case.receive_supplement',
    'case.withdraw',
    'disaster.read',
    'petition.create',
    'petition.repeats',
    'reminder.read',
    'routing.explain',
    'survey.take',
  ],
  DISPATCHER: [
    'petition.reveal',
    'attachment.upload',
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
    'petition.repeats',
    'precedent.read',
    'reminder.read',
    'reopening.decide',
    'reopening.read',
    'routing.explain',
  ],
  HANDLER: [
    'petition.reveal',
    'petition.correct',
    'attachment.upload',
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
    'petition.repeats',
    'reminder.read',
    'routing.explain',
  ],
  AGENCY_SUPERVISOR: [
    'account.read',
    'account.request',
    'petition.reveal',
    'petition.correct',
    'reveal.read',
    'attachment.upload',
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
    'petition.reveal',
    'petition.correct',
    'reveal.read',
    'custodian.read',
    'custodian.appoint',
    'attachment.upload',
    'case.export',
    'attention.read',
    'case.approve',
    'calendar.change',
    'calendar.read',
    'case.decide_extension',
    'case.dispatch',
    'case.group',
    'case.hold',
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
    'petition.repeats',
    'precedent.read',
    'reminder.read',
    'reopening.decide',
    'reopening.read',
    'rerouting.read',
    'retention.read',
    'review.read',
    'review.resolve',
    'routing.explain',
    'survey.read',
  ],
  VILLAGE_HEAD: ['attachment.upload', 'case.read', 'petition.create'],
  ADMIN: [
    'account.manage',
    'account.read',
    'account.request',
    'account.review',
    'account.second_factor',
    'api_key.manage',
    'attention.read',
    'calendar.change',
    'calendar.read',
    'clock.simulate',
    'outbox.read',
    'reminder.read',
    'retention.decide',
    'retention.read',
    'vault.rotate',
  ],
  AUDITOR: [
    'account.read',
    'account.review',
    'audit.read',
    'audit.review',
    'calendar.read',
    'custodian.read',
    'reveal.read',
    'case.export',
    'case.hold',
    'case.read',
    'disaster.read',
    'precedent.read',
    'reminder.read',
    'rerouting.read',
    'retention.decide',
    'retention.read',
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

test('what a role reaches in each thing it may do stands in one table', () => {
  const reach = (role: Role): Partial<Record<Reach, number>> => {
    const counted: Partial<Record<Reach, number>> = {};
    for (const duties of Object.values(PERMISSIONS)) if (duties[role]) counted[duties[role]] = (counted[duties[role]] ?? 0) + 1;
    return counted;
  };
  expect(Object.keys(reach('VILLAGE_HEAD')).sort()).toEqual(['NONE', 'OWN']);
  for (const role of ['HANDLER', 'AGENCY_SUPERVISOR'] as const)
    expect(Object.keys(reach(role)).sort()).toEqual(['AGENCY', 'NONE']);
  for (const role of ROLES) expect(reach(role).DISTRICT !== undefined).toBe(DISTRICT_ROLES.includes(role));
});

test('a supervisor of the city who looks after one district may do nothing to the whole city', () => {
  const permissions = permissionsOf([{ role: 'CITY_SUPERVISOR', agencyCode: null, districtCode: '68000010' }]);
  expect(permissions.get('case.transfer')).toEqual({ all: false, agencyCodes: [], districtCodes: ['68000010'] });
  for (const permission of [
    'calendar.change',
    'disaster.switch',
    'attention.read',
    'custodian.appoint',
    'rerouting.read',
  ] as const)
    expect([permission, permissions.has(permission)]).toEqual([permission, false]);
});

test('nobody without a role may do anything', () => {
  expect(permissionsOf([])).toEqual(new Map());
});
