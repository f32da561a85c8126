import { plainText } from '../../../../kernel/plain-text.ts';
import { letterText, MOST_CHARACTERS, namesIn, ownWords, withoutTraces } from './mail-words.ts';

test('what is no text is left out', () => {
  expect(plainText('路口\u0000\u0007在\r\n這\u202e裡\ud800\t!\rx')).toBe('路口在\n這裡\t!\nx');
});

test.each([
  [
    'quoted lines and what stands above them',
    '在元化路。\n\n林 <a@b.example> 於 2026年11月20日 週五 上午9:00寫道：\n\n> 請問哪裡？\n> 謝謝',
    '在元化路。',
  ],
  [
    'an introduction over two lines',
    'Yuanhua Rd.\n\nOn Fri, 20 Nov 2026 at 09:00, City of Taoyuan\n<1999@city.example> wrote:\n> where?',
    'Yuanhua Rd.',
  ],
  [
    'what Outlook quotes',
    '在元化路。\n\n寄件者: 桃園市 <1999@city.example>\n寄件日期: 2026年11月20日\n收件者: 林\n主旨: 補正\n\n請問哪裡？',
    '在元化路。',
  ],
  ['an original message', '在元化路。\n-----Original Message-----\nwhere?', '在元化路。'],
  ['a signature', '在元化路。\n-- \n林美\n0912-000-111', '在元化路。'],
  ['nothing between the quotes but the answers', '> 哪條路？\n元化路\n> 幾號？\n100 號', '元化路\n100 號'],
])('%s', (_, mail, words) => {
  expect(ownWords(mail)).toBe(words);
});

test('a mail that only quotes is kept whole', () => {
  expect(ownWords('\n> 請問哪裡？\n')).toBe('> 請問哪裡？');
});

test('what is passed on as evidence is kept', () => {
  const forwarded = '請看\n\n---------- Forwarded message ---------\nFrom: 房東\n不要再檢舉';
  expect(ownWords(forwarded)).toBe(forwarded);
});

test('what tells who wrote is taken out, the longest first', () => {
  expect(withoutTraces('甄隱姓 Wang.A@b.example (wang)', ['wang', 'wang.a@B.example', '甄隱姓', '', 'x'])).toBe('○○○ ○○○ (○○○)');
});

test.each([
  ['王小明', ['王小明']],
  ['甄隱姓 Canary', ['甄隱姓 Canary', '甄隱姓', 'Canary']],
  ['Smith, John-Paul (王)', ['Smith, John-Paul (王)', 'Smith', 'John', 'Paul']],
  ["Sinéad O'Neill", ["Sinéad O'Neill", 'Sinéad', "O'Neill"]],
  ['An Li', ['An Li']], // these letters are in every other word
  ['', []],
])('whoever is called %j may sign with %j', (name, names) => {
  expect(namesIn(name)).toEqual(names);
});

test('a long text is cut where it fits, and says so', () => {
  const { text, isWhole } = letterText('長'.repeat(20_000), [{ name: 'a.exe', why: '不接受' }]);
  expect([text.length <= MOST_CHARACTERS, isWhole]).toEqual([true, false]);
  expect(text).toContain('其餘請見信箱');
  expect(text).toContain('a.exe – 不接受');
  expect(letterText(`${'a'.repeat(9_950)}${'😀'.repeat(100)}`, []).text.isWellFormed()).toBe(true);
});

test('a mail of files alone says that it has no words', () => {
  expect(letterText(' \n', [])).toEqual({ text: expect.stringContaining('信中沒有文字'), isWhole: true });
});
