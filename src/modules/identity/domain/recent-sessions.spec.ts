import { callerOf } from './account.ts';
import { RecentSessions } from './recent-sessions.ts';

const actor = callerOf({
  id: '1',
  username: 'operator',
  displayName: '話務人員',
  roles: [{ role: 'OPERATOR', agencyCode: null }],
});
const start = new Date('2026-11-20T09:00:00+08:00');
const after = (ms: number): Date => new Date(start.getTime() + ms);

test('a session is believed for less than five seconds', () => {
  const sessions = new RecentSessions();
  sessions.remember('a', actor, start);
  expect(sessions.find('a', after(4_999))).toBe(actor);
  expect(sessions.find('a', after(5_000))).toBeNull();
  expect(sessions.find('b', start)).toBeNull();
});

test('a session is not believed when the clock was set back', () => {
  const sessions = new RecentSessions();
  sessions.remember('a', actor, start);
  expect(sessions.find('a', after(-1))).toBeNull();
});

test('a forgotten session is looked up again', () => {
  const sessions = new RecentSessions();
  sessions.remember('a', actor, start);
  sessions.forget('a');
  expect(sessions.find('a', start)).toBeNull();
});

test('the memory is bounded: the session looked up longest ago goes first', () => {
  const sessions = new RecentSessions();
  sessions.remember('a', actor, start);
  sessions.remember('b', actor, start);
  sessions.remember('a', actor, start);
  for (let i = 0; i < 4_999; i += 1) sessions.remember(`session ${i}`, actor, start);
  expect(sessions.find('b', start)).toBeNull();
  expect(sessions.find('a', start)).toBe(actor);
});
