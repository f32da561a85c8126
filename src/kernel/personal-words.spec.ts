import fc from 'fast-check';
import { personalWordsIn, withoutPersonalWords } from './personal-words.ts';

const found = (text: string): string[] => personalWordsIn(text).map(({ kind, value }) => `${kind} ${value}`);

test.each<[string, string, string]>([
  ['a mobile number', '請打0912345678給我', '0912345678'],
  ['with hyphens', '手機 0912-345-678。', '0912345678'],
  ['with blanks', '0912 345 678', '0912345678'],
  ['with dots', '0912.345.678', '0912345678'],
  ['in full width', '電話：０９１２－３４５－６７８', '0912345678'],
  ['with long hyphens', '0912–345—678', '0912345678'],
  ['with the country code', '+886 912-345-678', '0912345678'],
  ['with the country code and the zero', '+886-0912345678', '0912345678'],
  ['with the zero in brackets', '+886(0)912345678', '0912345678'],
  ['as it is dialled from abroad', '00886 912 345 678', '0912345678'],
  ['in Chinese digits', '電話是零九一二三四五六七八', '0912345678'],
  ['in Chinese digits, with hyphens', '〇九一二-三四五-六七八', '0912345678'],
  ['with unseen characters inside', '0912\u200b345\u200b678', '0912345678'],
  ['a line, its area code in brackets', '(03)332-2101', '033322101'],
  ['a line in brackets of full width', '（０３）３３２２１０１', '033322101'],
  ['a line of Taipei', '02-2720-8889', '0227208889'],
  ['a line of three digits of area', '037-322-150', '037322150'],
  ['a line of four digits of area', '0836-22381', '083622381'],
  ['a line with an extension', '03-3322101#5678', '033322101'],
  ['a line with an extension in words', '03-3322101 分機 5678', '033322101'],
  ['between words', '我的電話0912345678謝謝', '0912345678'],
])('a telephone number is found: %s', (_, text, value) => {
  expect(found(text)).toEqual([`PHONE ${value}`]);
});

test.each<[string, string, string]>([
  ['plain', '寄到 ming.wang+1999@mail.example.com.tw 即可', 'ming.wang+1999@mail.example.com.tw'],
  ['between Chinese words', '信箱Wang@Example.tw謝謝', 'wang@example.tw'],
  ['in full width', 'ｗａｎｇ＠ｅｘａｍｐｌｅ．ｔｗ', 'wang@example.tw'],
  ['in disguise', 'wang (at) example.tw', 'wang@example.tw'],
  ['in another disguise', 'wang [at] example.tw', 'wang@example.tw'],
  ['with blanks', 'wang @ example.tw', 'wang@example.tw'],
])('an address of e-mail is found: %s', (_, text, value) => {
  expect(found(text).some((one) => one.endsWith(value))).toBe(true);
  expect(withoutPersonalWords(text)).not.toMatch(/example|ｅｘａｍｐｌｅ/iu);
});

test.each<[string, string, string]>([
  ['of a citizen', '身分證A123456789', 'A123456789'],
  ['in small letters', 'a123456789', 'A123456789'],
  ['in full width', 'Ａ１２３４５６７８９', 'A123456789'],
  ['with a wrong check digit, as people misspell it', 'B223456780', 'B223456780'],
  ['of a resident, as of old', 'FA12345689', 'FA12345689'],
  ['of a resident', 'A800000014', 'A800000014'],
  ['with hyphens', 'A-1234-56789', 'A123456789'],
])('the number of an identity card is found: %s', (_, text, value) => {
  expect(found(text)).toEqual([`NATIONAL_ID ${value}`]);
});

test.each<[string, string, string]>([
  ['of a car', '車號ABC-1234違停', 'ABC1234'],
  ['of a car without a hyphen', '白色轎車ABC1234違停', 'ABC1234'],
  ['in full width', 'ＡＢＣ－１２３４', 'ABC1234'],
  ['in small letters', 'abc-1234', 'ABC1234'],
  ['of an older car', '1234-AB 與 AB-1234', '1234AB'],
  ['with a letter and a digit', 'A1-2345', 'A12345'],
  ['of a motorcycle', 'ABC-123', 'ABC123'],
  ['of a motorcycle, the other way round', '123-ABC', '123ABC'],
  ['of a lorry', '123-AB', '123AB'],
  ['with blanks around the hyphen', 'ABC - 1234', 'ABC1234'],
  ['after words, whatever its shape', '車牌號碼：AB1234', 'AB1234'],
])('a plate is found: %s', (_, text, value) => {
  expect(found(text)).toContain(`PLATE ${value}`);
});

test.each([
  '請撥1999或110、119、0800-024-365',
  '2026-11-20 09:30 於中正路100號前',
  '座標 24.957, 121.225',
  '罰鍰 NT$300,000，案號 C26-000001-9、P26-000123-4',
  '依道交條例第56條第1項第10款',
  '路燈編號 123456、第 3 期、共 1200 盞',
  '公文 府研展字第1130012345號',
  '一二三木頭人，三五成群',
  'A4 紙、T1 航廈、台1線 35K+200',
])('nobody is found in %s', (text) => {
  expect(found(text)).toEqual([]);
});

test('every match of a text is taken out, and the rest stays as it was', () => {
  expect(
    withoutPersonalWords('王先生（0912-345-678、０２－２７２０－８８８９，wang@example.tw）開ABC-1234，證號A123456789。'),
  ).toBe('王先生（〔電話〕、〔電話〕，〔電子郵件〕）開〔車號〕，證號〔證號〕。');
});

test('the numbers and addresses of offices stay readable, with whatever extension', () => {
  const offices = { phones: ['033322101'], mailDomains: ['gov.tw'] };
  const text = '請洽 (03)332-2101#5678 或 road@ms.tycg.gov.tw';
  expect(withoutPersonalWords(text, offices)).toBe(text);
  expect(withoutPersonalWords('請洽 (03)332-2102 或 road@gov.tw.example.com', offices)).toBe('請洽 〔電話〕 或 〔電子郵件〕');
});

test('whatever stands around it, a mobile number does not get through', () => {
  const around = fc.string({ unit: 'grapheme' }).filter((text) => !/[\p{Nd}\p{L}]$|^[\p{Nd}\p{L}]/u.test(text));
  const number = fc
    .tuple(fc.stringMatching(/^09\d{8}$/u), fc.constantFrom('', '-', ' ', '.', '－', '\u200b'))
    .map(([digits, gap]) => `${digits.slice(0, 4)}${gap}${digits.slice(4, 7)}${gap}${digits.slice(7)}`);
  fc.assert(
    fc.property(around, number, around, (before, phone, after) => {
      expect(withoutPersonalWords(`${before}，${phone}，${after}`)).not.toContain(phone);
    }),
  );
});

test('a text without end is read in one go', () => {
  const long = '09'.repeat(20_000) + 'a@'.repeat(20_000) + 'A1'.repeat(20_000);
  expect(withoutPersonalWords(long).length).toBeGreaterThan(0);
});
