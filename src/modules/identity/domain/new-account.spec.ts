import { newAccountErrors } from './new-account.ts';

const account = { username: 'chief.admin', displayName: '系統管理員', password: 'correct horse battery' };
const codes = (changes: Partial<typeof account>): string[] =>
  newAccountErrors({ ...account, ...changes }).map(({ field, code }) => `${field} ${code}`);

test('a proper account has no errors', () => {
  expect(codes({})).toEqual([]);
});

test.each(['ab', 'Chief', 'a b c', '-admin', 'x'.repeat(65), '管理員'])('%j is no username', (username) => {
  expect(codes({ username })).toEqual(['username username.format']);
});

test('eleven characters are too short and twelve are enough, whatever their bytes', () => {
  expect(codes({ password: '一二三四五六七八九十甲' })).toEqual(['password password.too_short']);
  expect(codes({ password: '😀'.repeat(11) })).toEqual(['password password.too_short']);
  expect(codes({ password: '一二三四五六七八九十甲乙' })).toEqual([]);
});

test('a password of a whole page is refused', () => {
  expect(codes({ password: 'x'.repeat(257) })).toEqual(['password password.too_long']);
});

test('the username in any spelling is no password', () => {
  expect(codes({ username: 'administrator', password: ' Administrator' })).toEqual(['password password.is_username']);
});

test('a blank name is refused, and every wrong field is named', () => {
  expect(codes({ username: '', displayName: ' ', password: '' })).toEqual([
    'username username.format',
    'displayName field.length',
    'password password.too_short',
  ]);
});

test('a password of few different characters is refused, however long', () => {
  expect(codes({ password: '1234'.repeat(8) })).toEqual(['password password.too_simple']);
  expect(codes({ password: '12345'.repeat(3) })).toEqual([]);
});
