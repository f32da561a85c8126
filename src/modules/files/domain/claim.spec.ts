import { checkClaim, type Claimable } from './claim.ts';

const NOW = new Date('2026-11-20T09:00:00+08:00');
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const file = (difference: Partial<Claimable> = {}): Claimable => ({
  ...{ id: 'a', uploadedBy: 'me', uploadedAt: ago(30), linked: false, ...difference },
});
const policy = { most: 2, citizenMinutes: 60 };
const codes = (ids: readonly string[], found: readonly Claimable[], accountId: string | null): string[] =>
  checkClaim(ids, found, { accountId, at: NOW }, policy).map(({ code }) => code);

test.each([
  ['their own', ['a'], [file()], 'me', []],
  ['their own of this morning', ['a'], [file({ uploadedAt: ago(600) })], 'me', []],
  ['another’s', ['a'], [file({ uploadedBy: 'other' })], 'me', ['attachment.unknown']],
  ['a citizen’s', ['a'], [file({ uploadedBy: null })], 'me', ['attachment.unknown']],
  ['one that is not there', ['a', 'b'], [file()], 'me', ['attachment.unknown']],
  ['one that was used', ['a'], [file({ linked: true })], 'me', ['attachment.used']],
  [
    'another’s that was used: it stays unknown',
    ['a'],
    [file({ uploadedBy: 'other', linked: true })],
    'me',
    ['attachment.unknown'],
  ],
  ['too many', ['a', 'b', 'c'], [], 'me', ['attachment.too_many']],
] as const)('staff may use %s or hear why not', (_, ids, found, accountId, expected) => {
  expect(codes(ids, found, accountId)).toEqual(expected);
});

test.each([
  ['within the hour', 60, []],
  ['not later', 61, ['attachment.unknown']],
])('a citizen may use what they know the id of, %s', (_, minutes, expected) => {
  expect(codes(['a'], [file({ uploadedBy: null, uploadedAt: ago(minutes) })], null)).toEqual(expected);
});

test('a citizen may not use what staff uploaded', () => {
  expect(codes(['a'], [file()], null)).toEqual(['attachment.unknown']);
});
