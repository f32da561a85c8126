import fc from 'fast-check';
import { looksMasked, maskOf } from './masks.ts';

test.each([
  ['王小明', '王○○'],
  ['王明', '王○'],
  ['王', '○'],
  ['歐陽修', '歐陽○'],
  ['歐陽小明', '歐陽○○'],
  ['范姜文賢', '范姜○○'],
  ['司馬', '司○'],
  ['王先生', '王○○'],
  ['瓦歷斯·諾幹', '瓦○○'],
  ['陳 小姐', '陳○'],
  ['陳記有限公司', '陳○○'],
  ['　王小明　', '王○○'],
  ['𠮷野家', '𠮷○○'],
  ['John Smith', 'J○○ S○○'],
  ['Ｊｏｈｎ', 'J○○'],
  ['J. R. Watson', '○ ○ W○○'],
  ['Anne-Marie O’Neill', 'A○○ M○○ O○○'],
  ['Nguyễn Thị Minh Khai Hoa', 'N○○ T○○ M○○ K○○'],
  ['A', '○'],
  ['김민수', '김○○'],
  ['-', '○'],
])('the name %s is shown as %s', (name, shown) => {
  expect(maskOf('name', name)).toBe(shown);
});

test.each([
  ['0912345678', '0912***678'],
  ['0912-345-678', '0912***678'],
  ['+886912345678', '0912***678'],
  ['+886-0912-345-678', '0912***678'],
  ['00886912345678', '0912***678'],
  ['０９１２３４５６７８', '0912***678'],
  ['03-3322101', '033***101'],
  ['(02)2345-6789', '0223***789'],
  ['03-3322101#123', '033***101#***'],
  ['03-3322101＃123', '033***101#***'],
  ['03-3322101 轉 123', '033***101#***'],
  ['03-3322101 ext. 5', '033***101#***'],
  ['33221010', '33***010'],
  ['3322101', '33***01'],
  ['110', '***'],
  ['', '***'],
  ['+81 90-1234-5678', '+8190***678'],
])('the telephone number %s is shown as %s', (phone, shown) => {
  expect(maskOf('phone', phone)).toBe(shown);
});

test.each([
  ['wang@example.tw', 'w***@example.tw'],
  ['w@example.tw', '***@example.tw'],
  [' wang.ming+1@mail.example.tw ', 'w***@mail.example.tw'],
  ['ｗang@example.tw', 'w***@example.tw'],
  ['王@example.tw', '***@example.tw'],
  ['nobody', '***'],
  ['@example.tw', '***'],
  ['a@', '***'],
])('the address %s is shown as %s', (email, shown) => {
  expect(maskOf('email', email)).toBe(shown);
});

test.each([
  ['桃園市中壢區中正路100號5樓', '桃園市中壢區中正路***'],
  ['桃園市中壢區中正路一百號', '桃園市中壢區中正路***'],
  ['320桃園市中壢區中正路二段12巷3弄4號', '桃園市中壢區中正路二段***'],
  ['桃園市平鎮區延平路2段９號', '桃園市平鎮區延平路2段***'],
  ['中壢區龍岡里3鄰龍東路1號', '中壢區龍東路***'],
  ['臺中市大里區大里路12號', '臺中市大里區大里路***'],
  ['彰化縣員林市中山路1號', '彰化縣員林市中山路***'],
  ['桃園市新屋區永安里3鄰中山12號', '桃園市新屋區***'],
  ['桃園市新屋區永安里', '桃園市新屋區***'],
  ['臺南市新市區 中華路 5 號', '臺南市新市區中華路***'],
  ['台灣桃園市桃園區藏名路3號', '桃園市桃園區藏名路***'],
  ['臺北市信義區市府路1號 王小明收', '臺北市信義區市府路***'],
  ['凱達格蘭大道1號', '凱達格蘭大道***'],
  ['郵政信箱12號', '***'],
  ['我家隔壁', '***'],
  ['No. 100, Zhongzheng Rd., Zhongli Dist., Taoyuan City 320', 'Zhongzheng Rd., Zhongli Dist., ***'],
  ['5F, 12 Main Street, Taoyuan City', 'Taoyuan City, ***'],
  ['somewhere', '***'],
  ['', '***'],
])('the address %s is shown as %s', (address, shown) => {
  expect(maskOf('address', address)).toBe(shown);
});

test.each(['桃園市中壢區中正路', '桃園市中壢區 中正路', '桃園市', 'Zhongzheng Rd., Zhongli Dist.', 'Taoyuan City'])(
  'of the address %s, which names a road or a place alone, nothing is cut off',
  (address) => {
    expect(maskOf('address', ` ${address} `)).toBe(address);
  },
);

test.each([
  ...['王○○', '王○明', '王〇〇', '王〇明', '王◯明', '王●明', '王＊＊', '王**', '王O明', '王Ｏ明', '陳OO', '***', 'XXX'].map(
    (value) => ['name', value] as const,
  ),
  ...['0912***678', '0912＊＊＊678', '0912XXX678', '0912○○○678'].map((value) => ['phone', value] as const),
  ...['w***@example.tw', '***@example.tw'].map((value) => ['email', value] as const),
  ...['中正路***號', '桃園市○○區'].map((value) => ['address', value] as const),
])('as %s, %s looks masked', (field, value) => {
  expect(looksMasked(field, value)).toBe(true);
});

test.each([
  ...['王小明', 'Otto', 'John O. Smith', 'Xu Xx', '〇'].map((value) => ['name', value] as const),
  ...['0912-345-678', '*123', '(03)3322101#12'].map((value) => ['phone', value] as const),
  ...['wang@example.tw', 'xxx@example.tw', 'a*b@example.tw'].map((value) => ['email', value] as const),
  ...['中正路100號', '中正路一〇〇號', '3樓之1*'].map((value) => ['address', value] as const),
])('as %s, %s does not look masked', (field, value) => {
  expect(looksMasked(field, value)).toBe(false);
});

test('every mask that hides something looks masked, so that none of them is taken for a value', () => {
  const typed = {
    name: ['王小明', '王', 'John Smith', 'A', 'J. R.'],
    phone: ['0912345678', '03-3322101#1', '110'],
    email: ['wang@example.tw', 'w@example.tw'],
    address: ['桃園市中壢區中正路100號', '中壢區龍岡里', '郵政信箱12號', 'No. 100, Zhongzheng Rd., Taoyuan City', 'somewhere'],
  } as const;
  for (const field of ['name', 'phone', 'email', 'address'] as const) {
    expect(typed[field].filter((value) => !looksMasked(field, maskOf(field, value)))).toEqual([]);
  }
});

/** Pieces of addresses, in whatever order somebody types them. */
const addresses = fc
  .array(
    fc.oneof(
      fc.constantFrom('320', '台灣', '桃園市', '中壢區', '龍岡里', '3鄰', '中正路', '二段', '12巷', '１００號', '5樓'),
      fc.constantFrom('No. 100', 'Zhongzheng Rd.', 'Zhongli Dist.', 'Taoyuan City', ', ', ' ', '　', '\n', '王小明收', '〒'),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));

test('an address is shown whole, or as what looks masked', () => {
  fc.assert(
    fc.property(addresses, (address) => {
      const shown = maskOf('address', address);
      return looksMasked('address', shown) || shown === address.normalize('NFKC').trim();
    }),
    { numRuns: 1_000 },
  );
});
