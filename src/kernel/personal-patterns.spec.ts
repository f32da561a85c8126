import fc from 'fast-check';
import { personalWordsIn, withoutPersonalWords } from './personal-words.ts';

const found = (text: string): string[] => personalWordsIn(text).map(({ kind, value }) => `${kind} ${value}`);

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
  '5G-2024 計畫、A4-80 磅、COVID-19、台64-1、縣道114-1、PM2.5、T2-12 登機門',
  'No1-234、B1F-101、B1 2026-11-20、A8 2026/11/20 10:30',
  'in Nov 2026, Nov-2026, the 1999 line, for 2500 lamps',
  '0.0912345678 秒，24.0912345678, 121.0212345678',
  '1,234,567 元、12,000,000 元',
  '115-09-10~115-9-12、2026-09-10 - 2026-09-12、2026/09/10～2026/09/12',
  '09/10~09/12 10:30、02/27/2026 10:30、0830~1130 13:30、09-12 13-17 18-20',
  '04-05-2026 9 人、04.05.2026 12 人',
  '03、04、05、06、07 月，09、10、11、12、13 日',
  '一、二、三、四、五、六、七、八、九、十',
  '案件 C26-091234-5 678 與 P26-091234-5 - 678',
  '聯絡時間 900-1200，電話費 3322101 元，電話紀錄 20261120、2026/1/20、2026-11-20 10:30',
  '聯絡地點 24.957121, 121.225917，Hotel 3322101，電話 1999',
  '依台內營字第0970803024號函、府交字第 0912345678 號',
  'Please call 1999 – we answer, since 2024 – the works',
  'a fine of NTD 6000, TWD 1500 or USD 200; NTD6000, Ntd6000',
  '依 CNS 8755 規定、ISO 9001、ISO-9001、TEL 1999、FAX 1999',
  'Nov2026, nov2026, NOV 2026, Dec-2025',
  'see the map at maps.google.com, or look at www.example.com',
  '統一編號03795904、統編：37959041，契約編號 04-1131-0023',
  '案號0912345678、標案案號：03-3322101-2、文號 0970803024',
  '電話及統一編號：37959041',
  '請留下車號：\n1999 專線、LINE 1999、TEL 1999',
  '請留下車號\nin 2026 or by TEL 1999',
  '契約編號：113-04-1131-0023',
])('nobody is found in %s', (text) => {
  expect(found(text)).toEqual([]);
});

test.each([
  ['車號 NTD-6000', 'PLATE NTD6000'],
  ['車牌 TEL 1999', 'PLATE TEL1999'],
  ['plate ISO-9001', 'PLATE ISO9001'],
  ['車號：Nov2026', 'PLATE NOV2026'],
  ['NTD-6000 違停', 'PLATE NTD6000'],
  ['CNS-8755', 'PLATE CNS8755'],
  ['1999 - AB 與 2024 – 白', 'PLATE 1999AB'],
  ['abc-1999', 'PLATE ABC1999'],
  ['字第0912-345-678', 'PHONE 0912345678'],
  ['統一編號0912345678', 'PHONE 0912345678'],
  ['身分證統一編號A123456789', 'NATIONAL_ID A123456789'],
  ['案號：0912-345-678', 'PHONE 0912345678'],
  ['案號113-0912345678', 'PHONE 0912345678'],
  ['案號-02-27208889', 'PHONE 0227208889'],
  ['案號(03)332-2101', 'PHONE 033322101'],
  ['文號請洽0912345678', 'PHONE 0912345678'],
  ['wang at example dot tw', 'EMAIL wang@example.tw'],
  ['wang at example.tw', 'EMAIL wang@example.tw'],
  ['wang@maps.example.tw', 'EMAIL wang@maps.example.tw'],
])('somebody is found in %s', (text, words) => {
  expect(found(text)).toEqual([words]);
});

test('days, hours, amounts, places and the numbers of cases are never anybody', () => {
  const two = (least: number, most: number) => fc.integer({ min: least, max: most }).map((n) => String(n).padStart(2, '0'));
  const day = fc
    .tuple(fc.constantFrom('2026', '1999', '115', '99'), two(1, 12), two(1, 31), fc.constantFrom('-', '/', '.'))
    .map(([year, month, date, sign]) => [year, month, date].join(sign));
  const time = fc.tuple(two(0, 23), two(0, 59)).map((parts) => parts.join(':'));
  const amount = fc.integer({ min: 0, max: 99_999_999 }).map((n) => `NT$${n.toLocaleString('en')} 元`);
  const place = fc
    .tuple(fc.integer({ min: 21_000_000, max: 26_000_000 }), fc.integer({ min: 118_000_000, max: 122_000_000 }))
    .map((point) => point.map((n) => (n / 1_000_000).toFixed(6)).join(', '));
  const number = fc
    .tuple(fc.constantFrom('C', 'P'), two(20, 40), fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 9 }))
    .map(([kind, year, n, check]) => `${kind}${year}-${String(n).padStart(6, '0')}-${check}`);
  const piece = fc.oneof(day, time, amount, place, number);
  const sign = fc.constantFrom(' ', '～', ' - ', '、', '，', '至', '（', '~', '\n');
  fc.assert(
    fc.property(piece, sign, piece, sign, piece, (one, first, two, second, three) => {
      expect(found(`於 ${one}${first}${two}${second}${three}。`)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

/** Where reading takes the square of the length these take minutes. */
test.each([
  ...['09', 'a@', 'A', '0 ', 'a@b.tw ', 'a at b dot ', '九、', '①'],
  ...['電話1：', 'tel no ', '電話332-2101、', '車號\n', 'plate no ', '車號F2-22、', '字第09', '案號0-'],
])('a very long text of %j is read in one go', (piece) => {
  expect(withoutPersonalWords(piece.repeat(500_000 / piece.length)).length).toBeGreaterThan(0);
});

test('of lists without end every piece is found', () => {
  expect(personalWordsIn(`電話${'3322101、'.repeat(50_000)}`)).toHaveLength(50_000);
  expect(personalWordsIn('a@b.tw '.repeat(50_000))).toHaveLength(50_000);
});
