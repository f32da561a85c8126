import fc from 'fast-check';
import { indexAliases, normaliseSpelling, resolveCategory } from './aliases.ts';

const category = (code: string, nameZh: string, ...aliases: string[]): { code: string; nameZh: string; aliases: string[] } => ({
  code,
  nameZh,
  aliases,
});

const INDEX = indexAliases([
  category('TN-61-06', '9盞以下路燈故障', '路燈故障', '路燈故障/'),
  category('TN-63-01', '妨害安寧', '噪音舉發/'),
  category('TN-63-02', '違規停車'),
  category('TN-63-04', '佔用道路'),
  category('TN-64-07', '空氣污染'),
  category('TN-64-08', '道路散落物'),
  category('TN-64-11', '其他污染舉發', '髒亂及污染/'),
  category('TN-67-02', '人孔蓋或溝蓋聲響、鬆動', '人孔蓋聲響、凹陷、漏水', '人孔蓋或溝蓋聲響'),
  category('TN-02-04', '路面清理', '動物救援/道路散落物'),
]);

test.each([
  ['the item as it is called', '民生管線', '違規停車', 'TN-63-02', 'item'],
  ['汙 written for 污', '髒亂及汙染', '空氣汙染', 'TN-64-07', 'item'],
  ['妨礙 written for 妨害', '噪音舉發', '妨礙安寧', 'TN-63-01', 'item'],
  ['占 written for 佔', '交通運輸', '占用道路', 'TN-63-04', 'item'],
  ['an alias', '道路維修', '人孔蓋聲響、凹陷、漏水', 'TN-67-02', 'item'],
  ['a spelling without its comma', '道路維修', '人孔蓋或溝蓋聲響鬆動', 'TN-67-02', 'item'],
  ['a spelling without its suffix', '道路維修', '人孔蓋或溝蓋聲響', 'TN-67-02', 'item'],
  ['blanks and full-width digits', ' ', ' ９盞以下 路燈故障　', 'TN-61-06', 'item'],
  ['a right item under a wrong service', '違規停車', '9盞以下路燈故障', 'TN-61-06', 'item'],
  ['a pair that means something of its own', '動物救援', '道路散落物', 'TN-02-04', 'pair'],
  ['the same item under another service', '髒亂及污染', '道路散落物', 'TN-64-08', 'item'],
  ['the first of two items in one cell', '違規停車', '違規停車 佔用道路', 'TN-63-02', 'part'],
  ['a remark and an item in one cell', '違規停車', '(見附件) 佔用道路', 'TN-63-04', 'part'],
  ['the service when the item is empty', '噪音舉發', '', 'TN-63-01', 'service'],
  ['the service when the item means nothing', '髒亂及汙染', '17:07通報110蕭員警', 'TN-64-11', 'service'],
  ['the service when it is the name of an item', '違規停車', '佔', 'TN-63-02', 'service'],
])('%s is recognised', (_name, service, item, code, how) => {
  expect(resolveCategory(INDEX, service, item)).toEqual({ code, how });
});

test.each([
  ['', ''],
  [' ', '\u3000'],
  ['', 'A-TB-2016-815'],
  ['民生管線', '?'],
  ['/', '/'],
])('service %j with item %j means nothing', (service, item) => {
  expect(resolveCategory(INDEX, service, item)).toBeNull();
});

test('an alias of a service alone does not stand for an item of that name', () => {
  expect(resolveCategory(INDEX, '', '噪音舉發')).toBeNull();
});

test('a spelling is normalised once and for all', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('汙', '污', '妨', '礙', '害', '佔', '台', 'Ａ', 'a', '、', ' ', '(', '9') }),
      (text) => {
        expect(normaliseSpelling(normaliseSpelling(text))).toBe(normaliseSpelling(text));
      },
    ),
  );
});
