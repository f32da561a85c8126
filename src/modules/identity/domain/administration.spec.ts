import type { Caller } from '../../../kernel/actor.ts';
import { callerOf } from './account.ts';
import { awayFromDesk, isAdministrator } from './administration.ts';
import type { RoleGrant } from './role.ts';

const ADMIN: RoleGrant = { role: 'ADMIN', agencyCode: null };
const HANDLER: RoleGrant = { role: 'HANDLER', agencyCode: 'A' };

const holding = (...roles: RoleGrant[]): Caller => callerOf({ id: '1', username: 'somebody', displayName: '某人', roles });

test('an administrator away from the desk may do for themselves what everybody may, and nothing else', () => {
  const away = awayFromDesk(holding(ADMIN));
  expect([...away.permissions.keys()].sort()).toEqual(['account.self', 'reference.read']);
  expect(away.elsewhere).toContain('outbox.read');
  expect(away.elsewhere).not.toContain('account.self');
});

test('what somebody may do by another role is left, with the reach of that role', () => {
  const away = awayFromDesk(holding(ADMIN, HANDLER));
  expect(away.permissions.get('reminder.read')).toEqual(holding(HANDLER).permissions.get('reminder.read'));
  expect(away.permissions.get('case.accept')).toEqual(holding(HANDLER).permissions.get('case.accept'));
  expect(away.elsewhere).toContain('api_key.manage');
  expect(away.elsewhere).not.toContain('case.accept');
});

test('nobody else is an administrator', () => {
  expect([holding(ADMIN, HANDLER), holding(HANDLER)].map(isAdministrator)).toEqual([true, false]);
});
