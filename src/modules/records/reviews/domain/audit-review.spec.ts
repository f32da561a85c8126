import { headingOf, monthOf, outOfHours } from './audit-review.ts';

test.each([
  ['2026-02', '2026-02-01', '2026-03-01'],
  ['2026-11', '2026-11-01', '2026-12-01'],
  ['2026-12', '2026-12-01', '2027-01-01'],
])('%s is from its first day to that of the next', (name, first, end) => {
  expect(monthOf(name)).toEqual({ name, first, end });
});

test.each([
  ['account.sign_in_failed', false, 'FAILED_SIGN_INS'],
  ['account.locked', false, 'LOCKOUTS'],
  ['account.created', false, 'ADMINISTRATION'],
  ['account.deputy_entered', false, 'ADMINISTRATION'],
  ['calendar.changed', true, 'ADMINISTRATION'],
  ['calendar.changed', false, null],
  ['petitioner.revealed', false, 'REVEALS'],
  ['identity.reveal_requested', true, 'REVEALS'],
  ['case.exported', false, 'EXPORTS'],
  ['petition.identity_viewed', false, 'REVEALS'],
  ['attachment.viewed', false, 'REVEALS'],
  ['retention.approved', false, 'ADMINISTRATION'],
  ['case.anonymised', false, 'ADMINISTRATION'],
  ['vault.rewrapped', false, 'ADMINISTRATION'],
  ['api_key.created', false, 'ADMINISTRATION'],
  ['audit.searched', false, 'AUDIT_SEARCHES'],
  ['audit.review_read', true, 'AUDIT_SEARCHES'],
  ['account.signed_in', true, null],
  ['account.signed_out', false, null],
  ['case.closed', false, null],
])('%s, by an administrator: %s, stands under %s', (type, byAdministrator, heading) => {
  expect(headingOf(type, byAdministrator)).toBe(heading);
});

test('sign-ins at night are one line for each account, from the first to the last', () => {
  const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 20, hour));
  const signIns = [
    { username: 'lin', displayName: '林小姐', at: at(1) },
    { username: 'wang', displayName: '王先生', at: at(2) },
    { username: 'lin', displayName: '林小姐', at: at(3) },
  ];
  expect(outOfHours(signIns).map(({ username, count, first, last }) => ({ username, count, first, last }))).toEqual([
    { username: 'lin', count: 2, first: at(1), last: at(3) },
    { username: 'wang', count: 1, first: at(2), last: at(2) },
  ]);
});
