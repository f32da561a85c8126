import { MOST_ATTEMPTS, retryAt } from './back-off.ts';

const failed = new Date('2026-11-20T01:00:00Z');

test.each([
  [1, '2026-11-20T01:01:00.000Z'],
  [2, '2026-11-20T01:05:00.000Z'],
  [3, '2026-11-20T01:15:00.000Z'],
  [4, '2026-11-20T02:00:00.000Z'],
  [5, '2026-11-20T05:00:00.000Z'],
  [6, '2026-11-20T13:00:00.000Z'],
])('after failure %d the next try is at %s', (attempts, next) => {
  expect(retryAt(attempts, failed)?.toISOString()).toBe(next);
});

test('the seventh failure is the last', () => {
  expect(MOST_ATTEMPTS).toBe(7);
  expect(retryAt(MOST_ATTEMPTS, failed)).toBeNull();
});
