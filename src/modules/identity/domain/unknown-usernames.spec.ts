import { isLocked } from './lockout.ts';
import { UnknownUsernames } from './unknown-usernames.ts';

const now = new Date('2026-11-20T09:00:00+08:00');

function failing(names: UnknownUsernames, username: string, times: number): void {
  for (let i = 0; i < times; i += 1) names.fail(username, now);
}

test('an unknown name is locked like a known one', () => {
  const names = new UnknownUsernames();
  failing(names, 'nobody', 4);
  expect(isLocked(names.counterOf('nobody'), now)).toBe(false);
  failing(names, 'nobody', 1);
  expect(isLocked(names.counterOf('nobody'), now)).toBe(true);
  expect(isLocked(names.counterOf('somebody'), now)).toBe(false);
});

test('a flood of names forgets the oldest and no more', () => {
  const names = new UnknownUsernames();
  failing(names, 'first', 5);
  failing(names, 'second', 5);
  for (let i = 0; i < 9_999; i += 1) names.fail(`name ${i}`, now);
  expect(isLocked(names.counterOf('first'), now)).toBe(false);
  expect(isLocked(names.counterOf('second'), now)).toBe(true);
});
