import { InvalidInput } from '../../../../kernel/errors.ts';
import { PERMISSIONS } from '../../domain/permissions.ts';
import { type ApiKey, checkExpiry, MACHINE_PERMISSIONS, machineOf, type MachinePermission } from './api-key.ts';

const NOW = new Date('2026-11-20T01:00:00Z');
const KEY: ApiKey = {
  id: '1',
  name: '號誌系統',
  ownerId: '2',
  scopes: ['case.read'],
  agencyCodes: ['A'],
  perMinute: 60,
  createdAt: NOW,
  expiresAt: NOW,
  lastUsedAt: null,
  revokedAt: null,
};

test('a program is no person: it has a name and no role', () => {
  expect(machineOf(KEY)).toMatchObject({ kind: 'MACHINE', id: '1', name: '號誌系統', roles: [], perMinute: 60 });
});

test('what it may do reaches its agencies, or the city', () => {
  expect(machineOf(KEY).permissions).toEqual(new Map([['case.read', { all: false, agencyCodes: ['A'] }]]));
  expect(machineOf({ ...KEY, agencyCodes: null }).permissions).toEqual(new Map([['case.read', { all: true }]]));
});

test('a scope that keys may have no longer is worth nothing', () => {
  expect(machineOf({ ...KEY, scopes: ['outbox.read' as MachinePermission] }).permissions.size).toBe(0);
});

test('nothing that only administrators may do can be given to a key', () => {
  expect(MACHINE_PERMISSIONS.filter((permission) => Object.keys(PERMISSIONS[permission]).join() === 'ADMIN')).toEqual([]);
});

test.each([
  ['2026-11-20T01:00:00.001Z', true],
  ['2027-11-21T01:00:00Z', true],
  ['2026-11-20T01:00:00Z', false],
  ['2027-11-21T01:00:00.001Z', false],
])('an end at %s: %s', (end, allowed) => {
  const check = () => checkExpiry(new Date(end), NOW);
  if (allowed) expect(check).not.toThrow();
  else expect(check).toThrow(InvalidInput);
});
