import { plainText } from '../../../../kernel/plain-text.ts';
import { letterText, MOST_CHARACTERS, MOST_SEARCHED, namesIn, ownWords, shownWords, withoutTraces } from './mail-words.ts';

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

test.each(['\n\n> ?\n', '於\n寫道：\n> ?\n', '>\n', '-- -\n', '-'])('a mail without end of %j is read in one go', (piece) => {
  expect(ownWords(`字${piece.repeat(300_000)}`)).toContain('字');
  expect(ownWords(`${'字'.repeat(100_000)}${piece.repeat(100_000)}`)).toContain('字');
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
  const { text, isWhole } = letterText({ text: '長'.repeat(20_000), isWhole: true }, [{ name: 'a.exe', why: '不接受' }]);
  expect([text.length <= MOST_CHARACTERS, isWhole]).toEqual([true, false]);
  expect(text).toContain('其餘請見信箱');
  expect(text).toContain('a.exe – 不接受');
  const faces = `${'a'.repeat(9_950)}${'😀'.repeat(100)}`;
  expect(letterText({ text: faces, isWhole: true }, []).text.isWellFormed()).toBe(true);
});

test('of a long mail only what was searched is kept, however much of it is taken out', () => {
  const address = `${'wang.'.repeat(12)}a@b.example`;
  const phone = '0912-345-678';
  for (let half = 1; half < phone.length; half += 1) {
    const before = `${address} `.repeat(300).slice(0, MOST_SEARCHED - half - 1);
    const words = `${before} ${phone} ${phone}`;
    const traces = (searched: string) => [address, phone].filter((trace) => searched.includes(trace));
    const shown = shownWords(words, traces);
    expect([shown.isWhole, shown.text.length < MOST_CHARACTERS, /\d/.test(shown.text)]).toEqual([false, true, false]);
    expect(letterText(shown, [])).toEqual({ text: expect.stringContaining('其餘請見信箱'), isWhole: false });
  }
});

test('a mail is searched to its end when it is short, and never further than is needed', () => {
  const searched: number[] = [];
  const tracesIn = (text: string) => [searched.push(text.length) > 0 ? '林美' : ''];
  expect(shownWords('林美\n路口', tracesIn)).toEqual({ text: '○○○\n路口', isWhole: true });
  shownWords('長'.repeat(5_000_000), tracesIn);
  expect(searched).toEqual([5, MOST_SEARCHED]);
});

test('a mail of files alone says that it has no words', () => {
  expect(letterText({ text: ' \n', isWhole: true }, [])).toEqual({
    text: expect.stringContaining('信中沒有文字'),
    isWhole: true,
  });
});
