import { callerOf } from './account.ts';
import { RecentSessions } from './recent-sessions.ts';

const actor = callerOf({
  id: '1',
  username: 'operator',
  displayName: '話務人員',
  roles: [{ role: 'OPERATOR', agencyCode: null }],
});
const start = new Date('2026-11-20T09:00:00+08:00');
const later = new Date('2026-11-20T10:00:00+08:00');
const after = (ms: number): Date => new Date(start.getTime() + ms);

test('a session is believed for less than five seconds', () => {
  const sessions = new RecentSessions();
  sessions.remember('a', actor, start, later);
  expect(sessions.find('a', after(4_999))).toBe(actor);
  expect(sessions.find('a', after(5_000))).toBeNull();
  expect(sessions.find('b', start)).toBeNull();
});

test('a session is not believed when the clock was set back', () => {
  const sessions = new RecentSessions();
  sessions.remember('a', actor, start, later);
  expect(sessions.find('a', after(-1))).toBeNull();
});

test('a forgotten session is looked up again', () => {
  const sessions = new RecentSessions();
  sessions.remember('a', actor, start, later);
  sessions.forget('a');
  expect(sessions.find('a', start)).toBeNull();
});

test('the memory is bounded: the session looked up longest ago goes first', () => {
  const sessions = new RecentSessions();
  sessions.remember('a', actor, start, later);
  sessions.remember('b', actor, start, later);
  sessions.remember('a', actor, start, later);
  for (let i = 0; i < 4_999; i += 1) sessions.remember(`session ${i}`, actor, start, later);
  expect(sessions.find('b', start)).toBeNull();
  expect(sessions.find('a', start)).toBe(actor);
});

test('a session is not believed beyond its end', () => {
  const sessions = new RecentSessions();
  sessions.remember('a', actor, start, after(1_000));
  expect(sessions.find('a', after(999))).toBe(actor);
  expect(sessions.find('a', after(1_000))).toBeNull();
});

test('when all are forgotten, each is looked up again', () => {
  const sessions = new RecentSessions();
  sessions.remember('a', actor, start, later);
  sessions.clear();
  expect(sessions.find('a', start)).toBeNull();
});
