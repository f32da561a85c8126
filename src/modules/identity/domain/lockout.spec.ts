import { isLocked, judge, type SignInCounter, UNTRIED } from './lockout.ts';

const start = new Date('2026-11-20T09:00:00+08:00');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);

/** Tries one after the other, a second apart. */
function tryAll(attempts: readonly boolean[], from: SignInCounter = UNTRIED): { verdicts: string[]; counter: SignInCounter } {
  let counter = from;
  const verdicts = attempts.map((right, i) => {
    const { verdict, next } = judge(counter, right, after(i));
    counter = next;
    return verdict;
  });
  return { verdicts, counter };
}

const wrong = (times: number): boolean[] => Array<boolean>(times).fill(false);

test('the fifth failure locks for fifteen minutes', () => {
  const { verdicts, counter } = tryAll(wrong(5));
  expect(verdicts).toEqual(Array(5).fill('REFUSED'));
  expect(counter.lockedUntil).toEqual(after(4 + 15 * 60));
});

test('four failures do not lock', () => {
  expect(tryAll([...wrong(4), true]).verdicts.at(-1)).toBe('ADMITTED');
});

test('while locked even the right password is refused', () => {
  expect(tryAll([...wrong(5), true]).verdicts.at(-1)).toBe('LOCKED');
});

test('attempts while locked do not prolong the lock', () => {
  expect(tryAll(wrong(50)).counter).toEqual(tryAll(wrong(5)).counter);
});

test('a success forgets the failures before it', () => {
  const { counter, verdicts } = tryAll([...wrong(4), true, ...wrong(4)]);
  expect(verdicts.at(-1)).toBe('REFUSED');
  expect(counter).toEqual({ failures: 4, lockedUntil: null });
});

test('the lock ends with its last millisecond, and counting starts again', () => {
  const { counter } = tryAll(wrong(5));
  const end = counter.lockedUntil!;
  expect(isLocked(counter, new Date(end.getTime() - 1))).toBe(true);
  expect(isLocked(counter, end)).toBe(false);
  expect(judge(counter, false, end)).toEqual({ verdict: 'REFUSED', next: { failures: 1, lockedUntil: null } });
});
