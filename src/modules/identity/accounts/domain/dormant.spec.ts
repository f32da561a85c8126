import { type AccountUse, endOfAccount, isToBeTold } from './dormant.ts';

const day = (text: string): Date => new Date(`${text}T09:00:00+08:00`);
const policy = { idleDays: 90 };
const unused: AccountUse = {
  createdAt: day('2026-01-01'),
  approvedAt: null,
  enabledAt: null,
  lastSignedInAt: null,
  expiresAt: null,
  warnedAt: null,
  demonstration: false,
};

test.each([
  ['nobody ever signed in to', {}, '2026-04-01'],
  ['was approved later than it was asked for', { approvedAt: day('2026-02-01') }, '2026-05-02'],
  ['somebody signed in to', { approvedAt: day('2026-02-01'), lastSignedInAt: day('2026-03-01') }, '2026-05-30'],
  ['was enabled again', { lastSignedInAt: day('2026-03-01'), enabledAt: day('2026-10-01') }, '2026-12-30'],
])('an account that %s is idle so many days after that', (_, use, on) => {
  expect(endOfAccount({ ...unused, ...use }, policy)).toEqual({ at: day(on), ground: 'IDLE' });
});

test('a temporary account ends with its last day, or earlier for idleness', () => {
  expect(endOfAccount({ ...unused, expiresAt: day('2026-02-01') }, policy)).toEqual({ at: day('2026-02-01'), ground: 'EXPIRED' });
  expect(endOfAccount({ ...unused, expiresAt: day('2026-05-01') }, policy)).toEqual({ at: day('2026-04-01'), ground: 'IDLE' });
});

test('an account of a demonstration is never idle', () => {
  expect(endOfAccount({ ...unused, demonstration: true }, policy)).toBeNull();
});

test('its holder is told in the last week, once for each end', () => {
  const end = { at: day('2026-04-01'), ground: 'IDLE' } as const;
  const told = (now: string, warnedAt: Date | null = null): boolean => isToBeTold({ ...unused, warnedAt }, end, day(now));
  expect([told('2026-03-24'), told('2026-03-25'), told('2026-03-31'), told('2026-04-01')]).toEqual([false, true, true, false]);
  expect(told('2026-03-26', day('2026-03-25'))).toBe(false);
  expect(told('2026-03-26', day('2026-01-25'))).toBe(true);
});
