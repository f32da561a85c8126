import { isPasswordOld } from './password-age.ts';

const passwordChangedAt = new Date('2026-05-24T09:00:00+08:00');
const old = (at: string, days = 180, demonstration = false): boolean =>
  isPasswordOld({ passwordChangedAt, demonstration }, days, new Date(at));

test('a password is old when so many days have passed', () => {
  expect(old('2026-11-20T08:59:59.999+08:00')).toBe(false);
  expect(old('2026-11-20T09:00:00+08:00')).toBe(true);
});

test('where no days are named it never is, nor is the one of a demonstration', () => {
  expect(old('2036-11-20T09:00:00+08:00', 0)).toBe(false);
  expect(old('2036-11-20T09:00:00+08:00', 180, true)).toBe(false);
});
