import { typedCode } from './typed-code.ts';

test.each([
  ['123456', 'TOTP', '123456'],
  [' 123 456 ', 'TOTP', '123456'],
  ['123-456', 'TOTP', '123456'],
  ['１２３４５６', 'TOTP', '123456'],
  ['12345', 'RECOVERY', '12345'],
  ['1234567', 'RECOVERY', '1234567'],
  ['ABCD-efgh 2345-wxyz', 'RECOVERY', 'abcdefgh2345wxyz'],
  ['', 'RECOVERY', ''],
])('%j is read as %s', (typed, kind, text) => {
  expect(typedCode(typed)).toEqual({ kind, text });
});
