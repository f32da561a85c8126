import { emailKeyOf, personKeysOf, phoneKeyOf } from './person-key.ts';

test.each([
  ['0912-345-678', '0912345678'],
  ['+886 912 345 678', '0912345678'],
  ['886-0912345678', '0912345678'],
  ['(03) 332-2101', '033322101'],
  ['+886-3-3322101#123', '033322101'],
  ['03-3322101 # 5', '033322101'],
  ['０９１２３４５６７８', '0912345678'],
  ['886-1234', '8861234'],
])('%s is the number %s', (typed, key) => {
  expect(phoneKeyOf(typed)).toBe(key);
});

test.each([
  ...['00886912345678', '00886-0912-345-678', '(+886) 912-345-678', '+886 (0)912 345 678', '＋８８６－９１２－３４５－６７８'],
  ...['0912.345.678', '0912　345　678', '(0912)345678', '（０９１２）３４５６７８', '0912–345–678', '\u202d0912345678\u202c'],
  ...['0912345678#12', '0912345678 ＃12', '0912345678轉12', '0912345678 轉 12', '0912345678分機12', '0912345678（分機12）'],
  ...['0912345678內線12', '0912345678 ext. 12', '0912345678 Ext12', '0912345678x12'],
])('the number 0912345678 may be written %s', (typed) => {
  expect(phoneKeyOf(typed)).toBe('0912345678');
});

test.each(['033322101', '00886-3-332-2101', '+886 (0)3 3322101', '(03)3322101分機5', 'Fax: 03.332.2101'])(
  'the number 033322101 may be written %s',
  (typed) => {
    expect(phoneKeyOf(typed)).toBe('033322101');
  },
);

test.each(['070-1012-3456', '+886-70-1012-3456', '00886 70 1012 3456', '886-070-1012-3456', '+886 (0)70 1012 3456'])(
  'the number 07010123456 of the Internet may be written %s',
  (typed) => {
    expect(phoneKeyOf(typed)).toBe('07010123456');
  },
);

test.each([
  ['+886-70-1012-345', '0701012345'], // nine digits, as other numbers have
  ['+886-70-1012-34567', '88670101234567'],
  ['+886-912-345-6789', '8869123456789'],
  ['886-7010', '8867010'],
  ['+886-7010-12', '886701012'],
  ['+82-70-1012-3456', '827010123456'], // Korea's, and Japan's
  ['+81-70-1012-3456', '817010123456'],
  ['+1 886 701 0123 456', '18867010123456'],
])('%s is not taken for a number of the Internet, but for %s', (typed, key) => {
  expect(phoneKeyOf(typed)).toBe(key);
});

test('a number from abroad is not taken for one of Taiwan', () => {
  expect(phoneKeyOf('+81 90-1234-5678')).toBe('819012345678');
  expect(phoneKeyOf('+1 886 912 3456')).toBe('18869123456');
});

test.each(['', '-', '110', '#12345678'])('%j is nobody’s number', (typed) => {
  expect(phoneKeyOf(typed)).toBeNull();
});

test.each([' Wang@Example.ORG ', 'wang@example.org', '　ｗａｎｇ＠ｅｘａｍｐｌｅ．ｏｒｇ　', '\twang@EXAMPLE.org\n'])(
  'the address of e-mail wang@example.org may be written %j',
  (typed) => {
    expect(emailKeyOf(typed)).toBe('wang@example.org');
  },
);

test('what is blank is nobody’s address of e-mail', () => {
  expect(emailKeyOf('  ')).toBeNull();
  expect(emailKeyOf('　')).toBeNull();
});

test('whoever petitions anonymously is not found again, whatever was left', () => {
  const petitioner = { name: null, phone: '0912345678', email: 'a@b.example', address: null };
  expect(personKeysOf({ anonymous: true, petitioner })).toEqual({ phoneKey: null, emailKey: null });
  expect(personKeysOf({ anonymous: false, petitioner })).toEqual({ phoneKey: '0912345678', emailKey: 'a@b.example' });
});
