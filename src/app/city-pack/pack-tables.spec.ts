import { problemText } from '../../kernel/table.ts';
import { readPackTables } from './pack-tables.ts';

const GOOD: Record<string, string | null> = {
  'city.json': JSON.stringify({
    code: 'hsinchu',
    countyName: '新竹市',
    countyCode: '10018',
    nameZh: '新竹市政府',
    nameEn: 'Hsinchu City Government',
    timeZone: 'Asia/Taipei',
    languages: ['zh-TW'],
    officeHours: [{ from: '08:00', to: '17:00' }],
    borderMetres: 50,
    triageAgencyCode: 'HC-1999',
    hotlineNumber: '1999',
    phonePrefix: '03',
  }),
  'districts.csv': 'code,name_zh,name_en\n10018010,東區,East District\n',
  'villages.csv': 'code,district_code,name_zh,valid_from,valid_to\n',
  'agencies.csv':
    'code,name_zh,name_en,kind,parent_code,districts,receives_cases,valid_from,valid_to,successor_code,note\n' +
    'HC-1999,話務中心,Call Center,BUREAU,,,Y,,,,\n',
  'categories.csv':
    'code,name_zh,name_en,group_code,group_zh,urgency,sla_value,sla_unit,location_required,safety_hazard,confidential,direct_dispatch,' +
    'city_appearance_no,owner_agency,keywords,aliases,valid_from,valid_to,successor_code,sla_basis,note\n' +
    'RD-001,坑洞,Pothole,RD,道路,P1,4,HOUR,Y,Y,N,Y,1,,,,,,,proposed,\n',
};
const read = (changed: Record<string, string | null> = {}): ReturnType<typeof readPackTables> => {
  const files = { ...GOOD, ...changed };
  return readPackTables('hsinchu', (name) => files[name] ?? null);
};
const problemsOf = (changed: Record<string, string | null>): string[] => {
  const { tables, problems } = read(changed);
  expect(tables).toBeNull();
  return problems.map(problemText);
};

test('a good pack has its tables and no problem', () => {
  const { tables, problems } = read();
  expect(problems).toEqual([]);
  expect(tables).toMatchObject({
    settings: { code: 'hsinchu' },
    districts: [{ code: '10018010' }],
    villages: [],
    agencies: [{ code: 'HC-1999' }],
    categories: [{ code: 'RD-001' }],
  });
});

test('every missing file is named at once', () => {
  expect(problemsOf({ 'city.json': null, 'agencies.csv': null })).toEqual([
    'city.json:1: the file is missing',
    'agencies.csv:1: the file is missing',
  ]);
});

test('a wrong district hides what would follow from it', () => {
  expect(
    problemsOf({ 'districts.csv': 'code,name_zh,name_en\n68000010,東區,East District\n', 'villages.csv': 'code\n' }),
  ).toEqual([
    ...['district_code', 'name_zh', 'valid_from', 'valid_to'].map((column) => `villages.csv:1 ${column}: the column is missing`),
  ]);
  expect(problemsOf({ 'districts.csv': 'code,name_zh,name_en\n68000010,東區,East District\n' })).toEqual([
    'districts.csv:2 code: "68000010" is not a town code of county 10018 (8 digits)',
  ]);
});

test('wrong rows of several tables are named at once', () => {
  const agencies = GOOD['agencies.csv']!.replace(',Y,', ',?,');
  const categories = GOOD['categories.csv']!.replace('HOUR', 'HOURS');
  expect(problemsOf({ 'agencies.csv': agencies, 'categories.csv': categories })).toEqual([
    expect.stringContaining('agencies.csv:2 receives_cases'),
    expect.stringContaining('categories.csv:2 sla_unit'),
    'city.json:1 triageAgencyCode: HC-1999 is not a lasting agency that receives cases',
  ]);
});

test('the owner of a category must be an agency of the pack', () => {
  const categories = GOOD['categories.csv']!.replace('Y,Y,N,Y,1,,', 'Y,Y,N,Y,1,HC-ROAD,');
  expect(problemsOf({ 'categories.csv': categories })).toEqual(['categories.csv:2 owner_agency: HC-ROAD is not an agency']);
});

test('the triage agency must be there and receive cases', () => {
  expect(problemsOf({ 'agencies.csv': GOOD['agencies.csv']!.replace(',Y,', ',N,') })).toEqual([
    'city.json:1 triageAgencyCode: HC-1999 is not a lasting agency that receives cases',
  ]);
});

test('a pack copied to another folder must be renamed inside too', () => {
  expect(readPackTables('taipei', (name) => GOOD[name] ?? null).problems.map(problemText)).toEqual([
    'city.json:1 code: hsinchu is not the name of the folder, taipei',
  ]);
});
