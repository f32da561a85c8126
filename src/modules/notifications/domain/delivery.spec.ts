import { MOST_ATTEMPTS } from './back-off.ts';
import { delivered, failed, isExhausted } from './delivery.ts';

const at = new Date('2026-11-20T01:00:00Z');

test('a captured message is not called sent', () => {
  expect(delivered(true, at)).toEqual({ state: 'CAPTURED', reason: null, nextAttemptAt: null, sentAt: at });
  expect(delivered(false, at).state).toBe('SENT');
});

test('a passing failure is tried again', () => {
  expect(failed({ reason: 'SMTP 451', permanent: false }, 1, at)).toEqual({
    state: 'RETRYING',
    reason: 'SMTP 451',
    nextAttemptAt: new Date('2026-11-20T01:01:00Z'),
    sentAt: null,
  });
});

test('a refusal for good is given up at the first try, any other at the last', () => {
  const givenUp = { state: 'FAILED', nextAttemptAt: null };
  expect(failed({ reason: 'SMTP 550', permanent: true }, 1, at)).toMatchObject(givenUp);
  expect(failed({ reason: 'ECONNREFUSED', permanent: false }, MOST_ATTEMPTS, at)).toMatchObject(givenUp);
});

test('a message whose every attempt died is not tried for ever', () => {
  expect(isExhausted(MOST_ATTEMPTS)).toBe(false);
  expect(isExhausted(MOST_ATTEMPTS + 1)).toBe(true);
});
