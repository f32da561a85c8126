import { isToBeSeen, sessionEnd, sessionLengths } from './session-end.ts';

const policy = {
  sessions: { idleMinutes: 30, hours: 12 },
  sessionsByRole: { ADMIN: { idleMinutes: 15, hours: 8 }, AUDITOR: { idleMinutes: 60, hours: 2 } },
};
const MINUTE = 60_000;
const start = new Date('2026-11-20T09:00:00+08:00');
const after = (ms: number): Date => new Date(start.getTime() + ms);
const held = (...roles: ('ADMIN' | 'AUDITOR' | 'OPERATOR')[]) => roles.map((role) => ({ role, agencyCode: null }));

test.each([
  [held(), 30, 12],
  [held('OPERATOR'), 30, 12],
  [held('ADMIN'), 15, 8],
  [held('OPERATOR', 'ADMIN'), 15, 8],
  [held('ADMIN', 'AUDITOR'), 15, 2],
  [held('AUDITOR', 'OPERATOR'), 30, 2],
])('%j: of each limit the shortest that one of the roles has', (roles, idleMinutes, hours) => {
  expect(sessionLengths(roles, policy)).toEqual({ idleMs: idleMinutes * MINUTE, totalMs: hours * 60 * MINUTE });
});

test('a session ends by what comes first: idleness, its whole length, or what was promised', () => {
  const times = { createdAt: start, lastSeenAt: start, expiresAt: after(100 * MINUTE) };
  expect(sessionEnd(times, { idleMs: 15 * MINUTE, totalMs: 60 * MINUTE })).toEqual(after(15 * MINUTE));
  expect(sessionEnd({ ...times, lastSeenAt: after(50 * MINUTE) }, { idleMs: 15 * MINUTE, totalMs: 60 * MINUTE })).toEqual(
    after(60 * MINUTE),
  );
  expect(sessionEnd({ ...times, lastSeenAt: after(99 * MINUTE) }, { idleMs: 15 * MINUTE, totalMs: 600 * MINUTE })).toEqual(
    after(100 * MINUTE),
  );
});

test('a use is written down once a minute, with a limit of a minute every quarter of it', () => {
  const times = { createdAt: start, lastSeenAt: start, expiresAt: after(100 * MINUTE) };
  expect(isToBeSeen(times, { idleMs: 15 * MINUTE, totalMs: MINUTE }, after(MINUTE - 1))).toBe(false);
  expect(isToBeSeen(times, { idleMs: 15 * MINUTE, totalMs: MINUTE }, after(MINUTE))).toBe(true);
  expect(isToBeSeen(times, { idleMs: MINUTE, totalMs: MINUTE }, after(MINUTE / 4))).toBe(true);
});
