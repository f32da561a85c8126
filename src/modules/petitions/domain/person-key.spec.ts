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

test.each(['', '-', '110', '#12345678'])('%j is nobody’s number', (typed) => {
  expect(phoneKeyOf(typed)).toBeNull();
});

test('an address of e-mail is the same in capitals and with blanks around it', () => {
  expect(emailKeyOf(' Wang@Example.ORG ')).toBe('wang@example.org');
  expect(emailKeyOf('  ')).toBeNull();
});

test('whoever petitions anonymously is not found again, whatever was left', () => {
  const petitioner = { name: null, phone: '0912345678', email: 'a@b.example', address: null };
  expect(personKeysOf({ anonymous: true, petitioner })).toEqual({ phoneKey: null, emailKey: null });
  expect(personKeysOf({ anonymous: false, petitioner })).toEqual({ phoneKey: '0912345678', emailKey: 'a@b.example' });
});
