import { quote } from './quotation.ts';

test('plain words are repeated as they are', () => {
  expect(quote('中正路100號前路面坑洞 3.5 公尺', 100)).toBe('中正路100號前路面坑洞 3.5 公尺');
});

test.each([
  ['點這裡 https://evil.example/win?x=1 領獎', '點這裡 ［…］ 領獎'],
  ['點這裡HTTP://EVIL.EXAMPLE領獎', '點這裡［…］'],
  ['到 www.evil.example 看', '到 ［…］ 看'],
  ['到evil.example/a看', '到［…］'],
  ['寫信到 a.b@evil.example', '寫信到 ［…］'],
])('a stranger’s address does not travel in our mail: %s', (text, quoted) => {
  expect(quote(text, 100)).toBe(quoted);
});

test('line breaks become blanks: a quotation cannot look like the rest of the letter', () => {
  expect(quote('路燈不亮\r\n\r\n您的案件已結案', 100)).toBe('路燈不亮 您的案件已結案');
});

test('a long text is cut at whole characters', () => {
  expect(quote('路燈不亮𠮷𠮷𠮷', 6)).toBe('路燈不亮𠮷…');
});

test('whose number or plate it is does not travel either', () => {
  expect(quote('請打 0912-345-678，車號 ABC-1234，A123456789', 100)).toBe('請打 〔電話〕，車號 〔車號〕，〔證號〕');
});
