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
  ['with wide hyphens', '0912 - 345 - 678', '0912345678'],
  ['a line with a wide hyphen', '(03) - 332-2101', '033322101'],
  ['with a dot of the middle', '0912·345·678', '0912345678'],
  ['with a dot of a keyboard', '0912‧345‧678', '0912345678'],
  ['with a Japanese dot', '0912・345・678', '0912345678'],
  ['with a bullet', '0912•345•678', '0912345678'],
  ['with lines below', '0912_345_678', '0912345678'],
  ['with asterisks', '0912*345*678', '0912345678'],
  ['with commas', '0912,345,678', '0912345678'],
  ['with commas of full width', '0912，345，678', '0912345678'],
  ['with commas of a list', '0912、345、678', '0912345678'],
  ['with waves', '0912~345～678', '0912345678'],
  ['a line with commas', '03、332、2101', '033322101'],
  ['sticking to a word', 'Tel0912345678', '0912345678'],
  ['sticking to the name of a service', 'LINE0912345678', '0912345678'],
  ['a line sticking to a word', 'TEL03-3322101', '033322101'],
  ['with the country code, sticking to a word', 'Tel+886912345678', '0912345678'],
  ['of the Internet', '070-1012-3456', '07010123456'],
  ['of the Internet, with the country code', '+886-70-1012-3456', '07010123456'],
  ['in Chinese digits with a round zero', '○九一二三四五六七八', '0912345678'],
  ['in formal Chinese digits', '零玖壹貳參肆伍陸柒捌', '0912345678'],
  ['in Chinese digits with commas of a list', '〇九一二、三四五、六七八', '0912345678'],
  ['in digits of both kinds', '0九一二345六七八', '0912345678'],
  ['a line without its area', '電話 332-2101', '3322101'],
  ['a line of Taipei without its area', '市話2720-8889', '27208889'],
  ['a line without its area, in English', 'tel: 3322101', '3322101'],
  ['a line without its area, in more words', '聯絡電話號碼為 332-2101', '3322101'],
  ['a line without its area, in Chinese digits', '電話二七二○八八八九', '27208889'],
  ['a mobile number without its zero', '手機：912-345-678', '0912345678'],
  ['as the first of some', '1.0912345678', '0912345678'],
  ['after a year', '1999-0912345678', '0912345678'],
  ['after another number', '332-2001/0912345678', '0912345678'],
  ['before a word that begins with a numeral', '請打0912345678一直沒人接', '0912345678'],
  ['before hours in Chinese', '0912345678二十四小時', '0912345678'],
  ['a line before an hour in Chinese', '電話02-27208889五點後', '0227208889'],
  ['a line before a floor in Chinese', '請洽02-27208889一樓', '0227208889'],
  ['after a numeral', '三0912345678', '0912345678'],
  ['before the sign of a note', '0912345678²', '0912345678'],
  ['in Chinese digits, after the sign of a list', '①零九一二三四五六七八', '0912345678'],
  ['in Chinese digits, before a word that begins with a numeral', '電話零九一二三四五六七八一直沒人接', '0912345678'],
  ['a line in Chinese digits, before a floor', '電話二七二○八八八九一樓', '27208889'],
  ['in the signs of lists', '⓪⑨①②③④⑤⑥⑦⑧', '0912345678'],
  ['a line as the first of some', 'Tel1:02-27208889', '0227208889'],
  ['a line as the first of some, without a word', '1:06-2991111', '062991111'],
  ['a line as the first of some, with blanks', '電話1：02 2720 8889', '0227208889'],
  ['a line as the first of some, with waves', '1:03～332～2101', '033322101'],
  ['after an hour', '10:02-0912-345-678', '0912345678'],
  ['a line without its area as the first of some', '電話1：3322101', '3322101'],
  ['a line without its area as the first of some, in brackets', '電話(1) 3322101', '3322101'],
  ['by fax', '傳真：332-2101', '3322101'],
  ['by fax, in English', 'fax 332-2101', '3322101'],
  ['to be called', '撥打 332-2101', '3322101'],
  ['of a line for one thing', '專線：2720-8889', '27208889'],
])('a telephone number is found: %s', (_, text, value) => {
  expect(found(text)).toEqual([`PHONE ${value}`]);
});

test.each([
  ['電話1：02-2720-8889、電話2：03-332-2101', ['0227208889', '033322101']],
  ['①02-27208889 ②0912345678', ['0227208889', '0912345678']],
  ['市內電話：3322101、3322102', ['3322101', '3322102']],
  ['電話3322101或3322102', ['3322101', '3322102']],
  ['電話①3322101②3322102；3) 3322103\n3322104', ['3322101', '3322102', '3322103', '3322104']],
  ['電話 332-2101、332-2102 及 2720-8889', ['3322101', '3322102', '27208889']],
  ['tel 3322101 or 3322102, 3322103', ['3322101', '3322102', '3322103']],
  ['電話02-27208889、27208890、傳真27208891', ['0227208889', '27208890', '27208891']],
  ['電話3322101轉12、3322102，20261120', ['3322101', '3322102']],
])('every telephone number of a list is found: %s', (text, values) => {
  expect(found(text)).toEqual(values.map((value) => `PHONE ${value}`));
});

test.each<[string, string, string]>([
  ['plain', '寄到 ming.wang+1999@mail.example.com.tw 即可', 'ming.wang+1999@mail.example.com.tw'],
  ['between Chinese words', '信箱Wang@Example.tw謝謝', 'wang@example.tw'],
  ['in full width', 'ｗａｎｇ＠ｅｘａｍｐｌｅ．ｔｗ', 'wang@example.tw'],
  ['in disguise', 'wang (at) example.tw', 'wang@example.tw'],
  ['in another disguise', 'wang [at] example.tw', 'wang@example.tw'],
  ['with blanks', 'wang @ example.tw', 'wang@example.tw'],
  ['with the mouse', 'wang小老鼠example.tw', 'wang@example.tw'],
  ['with its dots in words', 'wang (at) example (dot) tw', 'wang@example.tw'],
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
  ['sticking to a word', 'IDA123456789', 'A123456789'],
  ['before a numeral', '身分證A123456789一案', 'A123456789'],
  ['with dots of the middle', 'A123·456·789', 'A123456789'],
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
  ['before a wave', 'ABC-1234~', 'ABC1234'],
  ['before a wave of full width', 'ABC-1234～謝謝', 'ABC1234'],
  ['after a dash', '白車——ABC-1234', 'ABC1234'],
  ['before a hyphen of full width', 'ABC-1234－白色', 'ABC1234'],
  ['before another', 'ABC-1234~DEF-5678', 'DEF5678'],
  ['of a motorcycle, with a digit among the letters', 'FA2-233', 'FA2233'],
  ['of a motorcycle, with a digit before the letters', '2FA-233', '2FA233'],
  ['of a motorcycle with a digit, the other way round', '233-FA2', '233FA2'],
  ['short, after words', '機車車號 F2-223', 'F2223'],
  ['shorter, after words', '車牌：F2-23', 'F223'],
  ['short, the other way round, after words', '牌照 23-FA', '23FA'],
  ['short, after words, before a wave', '車號F2-223~', 'F2223'],
  ['short, after English words', 'plate no. F2-223', 'F2223'],
  ['of one letter and two digits, after words', '車號 F22-233', 'F22233'],
  ['on the line after words', '車號:\nF2-223', 'F2223'],
  ['on a line after more words', '車牌號碼：\n\n AB1234', 'AB1234'],
  ['as the first of some', '車號1：F2-22', 'F222'],
  ['in small letters after words, with a wide hyphen', '車號 abc - 1234', 'ABC1234'],
])('a plate is found: %s', (_, text, value) => {
  expect(found(text)).toContain(`PLATE ${value}`);
});

test.each([
  ['車號 AAA-1111、F2-22', ['AAA1111', 'F222']],
  ['車號F2-223、G3-334', ['F2223', 'G3334']],
  ['車號F2-223及G3-334或AB1234', ['F2223', 'G3334', 'AB1234']],
  ['plate no. F2-223, G3-334 and h4-445', ['F2223', 'G3334', 'H4445']],
  ['車號 ABC-1234, 2026-11-20 in 2026、100M 處 TEL 1999', ['ABC1234']],
])('every plate of a list is found: %s', (text, values) => {
  expect(found(text)).toEqual(values.map((value) => `PLATE ${value}`));
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

test('the number of an office stays readable as it is dialled in its city, and no extension hides another number', () => {
  const offices = { phones: ['033322101', '0227208889', '047222151'], mailDomains: ['gov.tw'] };
  for (const text of [
    '電話 332-2101 轉 12',
    '請洽(03)3322101 5樓',
    'https://x.gov.tw、04-7222151 2樓',
    'wang小老鼠ms.tycg.gov.tw',
    '03-3322101、02-27208889',
    '市話2720-8889',
  ])
    expect([text, withoutPersonalWords(text, offices)]).toEqual([text, text]);
  expect(withoutPersonalWords('(03)332-2101 轉 0912-345678', offices)).toBe('(03)332-2101 轉 〔電話〕');
  expect(withoutPersonalWords('(03)332-2101轉0912345678', offices)).toBe('(03)332-2101轉〔電話〕');
  expect(withoutPersonalWords('(03)332-2101#56 0912345678', offices)).toBe('(03)332-2101#56 〔電話〕');
});

const around = fc.string({ unit: 'grapheme' }).filter((text) => !/[\p{Nd}\p{L}]$|^[\p{Nd}\p{L}]/u.test(text));

test('whatever stands around it, a mobile number does not get through', () => {
  const gaps = ['', '-', ' ', '.', '－', '\u200b', ' - ', '·', '‧', '・', '•', '_', '*', ',', '、', '～', '—', ') '];
  const number = fc
    .tuple(fc.stringMatching(/^09\d{8}$/u), fc.constantFrom(...gaps))
    .map(([digits, gap]) => `${digits.slice(0, 4)}${gap}${digits.slice(4, 7)}${gap}${digits.slice(7)}`);
  fc.assert(
    fc.property(around, fc.constantFrom('，', '', 'LINE', 'Tel', '電話'), number, around, (before, word, phone, after) => {
      expect(withoutPersonalWords(`${before}，${word}${phone}，${after}`)).not.toContain(phone);
    }),
  );
});

test('whatever numeral stands next to it, a number does not get through', () => {
  const number = fc.stringMatching(/^(?:09\d{8}|02-2[3-9]\d{6}|\(03\)[2-9]\d{6}|[A-Z][12]\d{8})$/u);
  const numeral = fc.constantFrom('', '一', '二', '十', '零', '〇', '壹', '①', '⑨', '⑩', '❶', '²', '㊀', 'Ⅲ');
  fc.assert(
    fc.property(numeral, number, numeral, numeral, (before, one, after, more) => {
      expect(withoutPersonalWords(`${before}${one}${after}${more}天`)).not.toContain(one);
    }),
  );
});

test('however the numbers of a list are parted, none gets through', () => {
  const phones = fc.tuple(
    fc.constantFrom('電話', '傳真：', 'Tel. ', '專線1：'),
    fc.constantFrom('3322101', '332-2102', '27208889', '2720 8880', '02-27208881', '0912345678'),
  );
  const plates = fc.tuple(
    fc.constantFrom('車號', '車牌：', 'plate no. '),
    fc.constantFrom('F2-22', 'G3-334', 'AB-12', 'ABC-1234'),
  );
  const sign = fc.constantFrom('、', '，', ', ', ' / ', '及', ' 或 ', '和', '與', ' and ', ' or ', '；', ' & ', '\n', '、2：');
  fc.assert(
    fc.property(fc.oneof(phones, plates), sign, fc.integer({ min: 1, max: 5 }), ([label, one], parted, more) => {
      expect(withoutPersonalWords(`請用${label}${one}${`${parted}${one}`.repeat(more)}。`)).not.toContain(one);
    }),
  );
});

test('whatever sign stands next to it, a plate does not get through', () => {
  const plate = fc.stringMatching(/^[A-Z]{3}-[0-9]{4}$|^[0-9]{4}-[A-Z]{2}$|^[A-Z]{2}[0-9]-[0-9]{3}$/u);
  const known = /^(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)-(?:19|20)|^NO[0-9]|^ISO-/u;
  const sign = fc.constantFrom('', '~', '～', '—', '——', '－', ' - ', '・', '_', '，', '（', '白色', '\n');
  fc.assert(
    fc.property(
      plate.filter((one) => !known.test(one)),
      sign,
      sign,
      (one, before, after) => {
        expect(withoutPersonalWords(`車${before}${one}${after}謝`)).not.toContain(one);
      },
    ),
  );
});

test.each(['09', 'a@', 'A1', 'A', '0 ', '- ', '一', '0、', '2026-', '電話 ', '車號-', '3 . '])(
  'a text without end of %s is read in one go',
  (piece) => {
    expect(withoutPersonalWords(piece.repeat(20_000)).length).toBeGreaterThan(0);
  },
);
