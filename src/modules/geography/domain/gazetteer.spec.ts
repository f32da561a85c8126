import fc from 'fast-check';
import type { District, Village } from './area-csv.ts';
import { buildGazetteer, districtFromText, normaliseDistrictName, type Gazetteer } from './gazetteer.ts';

const NAMES = '新營 白河 後壁 佳里 七股 北門 新化 新市 大內 仁德 永康 東 南 北 安南 安平 中西'.split(' ');
const districts: District[] = NAMES.map((stem, i) => ({
  code: `67000${100 + i}`,
  nameZh: `${stem}區`,
  nameEn: `${stem} District`,
}));
const codeOf = (name: string): string => districts.find(({ nameZh }) => nameZh === name)!.code;
const village = (district: string, nameZh: string, i: number): Village => ({
  code: `${codeOf(district)}00${i}`,
  districtCode: codeOf(district),
  nameZh,
  validFrom: null,
  validTo: null,
});
const villages = [
  village('大內區', '環湖里', 1),
  village('大內區', '石湖里', 2),
  village('永康區', '中興里', 1),
  village('新化區', '中興里', 1),
  village('新化區', '𦰡拔里', 2),
];
const gazetteer = gazetteerOf('臺南市', districts, villages);

function gazetteerOf(county: string, ofCity: readonly District[], inCity: readonly Village[] = []): Gazetteer {
  const surveyed = inCity.map(({ code, districtCode, nameZh }) => ({
    code,
    districtCode,
    name: nameZh === '𦰡拔里' ? '那拔里' : nameZh,
    bbox: [0, 0, 0, 0] as const,
    polygons: [],
  }));
  return buildGazetteer({
    boundaries: { county: { code: '67000', name: county }, otherCounties: ['台北市', '新竹市', '嘉義縣'], villages: surveyed },
    districts: ofCity,
    villages: inCity,
  });
}

const read = (text: string): string | null => {
  const found = districtFromText(gazetteer, text);
  return found && [found.how, found.named.map(({ nameZh }) => nameZh).join('+'), found.village?.nameZh].filter(Boolean).join(' ');
};

describe('the district of an address', () => {
  test.each([
    ['臺南市永康區永大路二段128-1號', 'NAME 永康區'],
    ['台南市北 區開元路', 'NAME 北區'],
    ['　中西區民族路', 'NAME 中西區'],
    ['710台灣台南市永康區永安路165巷', 'NAME 永康區'],
    ['臺南市安南區安和路', 'NAME 安南區'],
    ['台南南區金華路', 'NAME 南區'],
    ['麻豆口 新市區華興街', 'NAME 新市區'],
    ['永康 區公所對面', 'NAME 永康區'],
    ['中西區民族路和忠義路口 北區北門路二段143號', 'NAME 中西區+北區'],
    ['北區林森路、安南區安富街、北區長榮路', 'NAME 北區+安南區'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ['', null],
    ['臺南市中正路1號', null],
    ['臺南市區監理站', null],
    ['妨礙安寧', null],
    ['柏油路面破損約3公里', null],
  ])('%j names none', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ['永康復興路', 'STEM 永康區'],
    ['臺南市安平古堡', 'STEM 安平區'],
    ['710台南市永康市中正南路', 'STEM 永康區'],
    ['臺南市安平路12號', null],
    ['臺南市北門路一段76號', null],
    ['臺南市東門圓環', null],
    ['中正路往永康方向', null],
  ])('without 區 a name counts at the head, when no road is called so: %s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ['新竹市東區光復路', null],
    ['新竹市 東區光復路', null],
    ['台北市北投區光明路', null],
    ['新竹市永康街環湖里', null],
    ['嘉義縣民由臺南市北區出發', 'NAME 北區'],
  ])('a district of another county is none of ours: %s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test('where county and district have one name, only the whole district name counts', () => {
    const taoyuan = gazetteerOf('桃園市', [
      { code: '68000010', nameZh: '桃園區', nameEn: 'Taoyuan District' },
      { code: '68000020', nameZh: '中壢區', nameEn: 'Zhongli District' },
    ]);
    const name = (text: string): string | undefined => districtFromText(taoyuan, text)?.district.nameZh;
    expect(['桃園市桃園區中正路', '桃園區', '桃園縣中壢市中正路', '桃園中壢中山東路'].map(name)).toEqual([
      '桃園區',
      '桃園區',
      '中壢區',
      '中壢區',
    ]);
    expect(['桃園市中正路', '桃園中正路', '桃園市'].map(name)).toEqual([undefined, undefined, undefined]);
  });
});

describe('the village of an address', () => {
  test.each([
    ['大內區環湖里57-2號', 'NAME 大內區 環湖里'],
    ['大內區 環 湖 里57-2號', 'NAME 大內區 環湖里'],
    ['永康區中興里12號', 'NAME 永康區 中興里'],
    ['新化區中興里12號', 'NAME 新化區 中興里'],
    ['大內區環湖里與石湖里交界', 'NAME 大內區'],
    ['永康區環湖里', 'NAME 永康區'],
    ['環湖里57-2號', 'VILLAGE 大內區 環湖里'],
    ['中興里活動中心', null],
    ['新化區那拔里14鄰', 'NAME 新化區 𦰡拔里'],
    ['新化區𦰡拔里14鄰', 'NAME 新化區 𦰡拔里'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('the field of a district', () => {
  const normal = (text: string): string | null => {
    const found = normaliseDistrictName(gazetteer, text);
    return (
      found &&
      `${found.how} ${districts.find(({ code }) => code === found.code)!.nameZh}${found.reason ? ` ${found.reason.code}` : ''}`
    );
  };

  test.each([
    ['永康區', 'NAME 永康區'],
    ['北 區', 'NAME 北區'],
    [' 安南區　', 'NAME 安南區'],
    [':中西區', 'NAME 中西區'],
    ['臺南市新市區', 'NAME 新市區'],
    ['中西區民權路三段285號(阿義小吃店)', 'NAME 中西區'],
    ['安南區城', 'NAME 安南區'],
    ['安南', 'STEM 安南區'],
    ['南', 'STEM 南區'],
    ['白何區', 'TYPO 白河區 place.district_misspelt'],
    ['佳理區', 'TYPO 佳里區 place.district_misspelt'],
    ['七股趨', 'TYPO 七股區 place.district_misspelt'],
    ['北區安南區', 'NAME 北區 place.several_districts'],
  ])('%j is %s', (text, expected) => {
    expect(normal(text)).toBe(expected);
  });

  test.each(['', ' ', '妨礙安寧', '西區', '新北區', '安東區', '新竹市東區', '臺南市', '區', '臺南市永康', '東西', '動區'])(
    '%j is no district for certain',
    (text) => {
      expect(normal(text)).toBeNull();
    },
  );

  test('a text with several districts says which one counts', () => {
    expect(normaliseDistrictName(gazetteer, '北區安南區')!.reason!.text['zh-TW']).toBe('文字提到北區、安南區，以最先提到的為準');
  });
});

test('the first name in reading order wins, whatever stands around it', () => {
  const noise = fc.string({ unit: fc.constantFrom('路', '1', ' ', '號', '口', '　', '(', '前'), maxLength: 8 });
  const names = fc.constantFrom(...districts);
  fc.assert(
    fc.property(noise, names, noise, names, noise, (a, first, b, second, c) => {
      const found = districtFromText(gazetteer, `${a}${first.nameZh}${b}${second.nameZh}${c}`)!;
      expect(found.district).toBe(first);
      expect(found.named).toEqual([...new Set([first, second])]);
    }),
  );
});
