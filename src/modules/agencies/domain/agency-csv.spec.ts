import { problemText } from '../../../kernel/table.ts';
import { readCsv } from '../../../platform/csv/index.ts';
import { AGENCY_COLUMNS, parseAgencies } from './agency-csv.ts';

const DISTRICTS = [
  { code: '68000010', nameZh: '桃園區' },
  { code: '68000130', nameZh: '復興區' },
];
const GOOD = [
  'TYCG,桃園市政府,Taoyuan City Government,CITY_GOVERNMENT,,,N,,,,',
  'TY-PD,警察局,Police Department,BUREAU,TYCG,,Y,,,,',
  'TY-PP01,桃園分局,Taoyuan Precinct,POLICE_PRECINCT,TY-PD,桃園區; 復興區,Y,,,,轄區待確認',
  'TY-SCC,智慧城鄉發展委員會,Smart City Commission,COMMISSION,TYCG,,Y,2024-01-01,,,',
  'TY-DIT,資訊科技局,IT Department,BUREAU,TYCG,,N,,2024-01-01,TY-SCC,',
];

const parse = (...lines: string[]): ReturnType<typeof parseAgencies> => {
  const { rows } = readCsv('agencies.csv', [AGENCY_COLUMNS.join(','), ...lines].join('\n'), AGENCY_COLUMNS);
  return parseAgencies('agencies.csv', rows, DISTRICTS);
};
const problemsOf = (...lines: string[]): string[] => parse(...lines).problems.map(problemText);

test('a good register is read without a problem', () => {
  const { agencies, problems } = parse(...GOOD);
  expect(problems).toEqual([]);
  expect(agencies).toHaveLength(5);
  expect(agencies[2]).toEqual({
    code: 'TY-PP01',
    nameZh: '桃園分局',
    nameEn: 'Taoyuan Precinct',
    kind: 'POLICE_PRECINCT',
    parentCode: 'TY-PD',
    districtCodes: ['68000010', '68000130'],
    receivesCases: true,
    validFrom: null,
    validTo: null,
    successorCode: null,
  });
  expect(agencies[4]).toMatchObject({ validTo: '2024-01-01', successorCode: 'TY-SCC', receivesCases: false });
});

test.each([
  ['a code in lower case', 'ty-x,X,X,BUREAU,,,Y,,,,', 'code: "ty-x" is not a code of capitals, digits and hyphens'],
  ['no name', 'TY-X,,X,BUREAU,,,Y,,,,', 'name_zh: is empty'],
  ['an unknown kind', 'TY-X,X,X,SHOP,,,Y,,,,', 'kind: "SHOP" is not one of CITY_GOVERNMENT,'],
  ['an unknown district', 'TY-X,X,X,BUREAU,,板橋區,Y,,,,', 'districts: "板橋區" is not a district of the city'],
  ['a local office without districts', 'TY-X,X,X,LAND_OFFICE,,,Y,,,,', 'districts: is empty, but a LAND_OFFICE serves'],
  ['a wrong flag', 'TY-X,X,X,BUREAU,,,yes,,,,', 'receives_cases: "yes" is not one of Y, N'],
  ['a validity that ends before it begins', 'TY-X,X,X,BUREAU,,,Y,2024-01-01,2024-01-01,,', 'valid_to: 2024-01-01 is not after'],
  ['a code that stands there already', 'TY-PD,X,X,BUREAU,,,Y,,,,', 'code: TY-PD stands on line 3 already'],
  ['an unknown parent', 'TY-X,X,X,BUREAU,TY-Y,,Y,,,,', 'parent_code: TY-Y does not stand in this file'],
  ['itself as parent', 'TY-X,X,X,BUREAU,TY-X,,Y,,,,', 'parent_code: the parents run in a circle: TY-X → TY-X'],
  ['an unknown successor', 'TY-X,X,X,BUREAU,,,N,,2024-01-01,TY-Y,', 'successor_code: TY-Y does not stand in this file'],
  ['a successor but no last day', 'TY-X,X,X,BUREAU,,,Y,,,TY-PD,', 'successor_code: a successor is named, but no valid_to'],
  [
    'a successor that comes too late',
    'TY-X,X,X,BUREAU,,,N,,2023-01-01,TY-SCC,',
    'successor_code: TY-SCC is not in force on 2023-01-01',
  ],
  [
    'a second precinct for a district',
    'TY-X,X,X,POLICE_PRECINCT,,復興區,Y,,,,',
    'districts: TY-PP01 is the POLICE_PRECINCT of 復興區 already',
  ],
])('%s is a problem of line 7', (_name, line, problem) => {
  expect(problemsOf(...GOOD, line)).toEqual([expect.stringContaining(`agencies.csv:7 ${problem}`)]);
});

test('a circle of parents is named on each of its lines', () => {
  expect(problemsOf('A,A,A,BUREAU,B,,Y,,,,', 'B,B,B,BUREAU,A,,Y,,,,', 'C,C,C,BUREAU,A,,Y,,,,')).toEqual([
    'agencies.csv:2 parent_code: the parents run in a circle: A → B → A',
    'agencies.csv:3 parent_code: the parents run in a circle: B → A → B',
  ]);
});

test('a circle of successors is named', () => {
  expect(problemsOf('A,A,A,BUREAU,,,N,,2024-01-01,B,', 'B,B,B,BUREAU,,,N,,2025-01-01,A,')).toEqual([
    'agencies.csv:2 successor_code: the successors run in a circle: A → B → A',
    'agencies.csv:3 successor_code: the successors run in a circle: B → A → B',
  ]);
});

test('two precincts may follow each other in one district', () => {
  const first = 'P1,X,X,POLICE_PRECINCT,,桃園區;復興區,N,,2024-01-01,P2,';
  expect(problemsOf(first, 'P2,X,X,POLICE_PRECINCT,,桃園區;復興區,Y,2024-01-01,,,')).toEqual([]);
  expect(problemsOf(first, 'P2,X,X,POLICE_PRECINCT,,桃園區;復興區,Y,2023-12-31,,,')).toHaveLength(2);
});

test('a district that a kind of local office forgets is a problem; a kind the city does not have is none', () => {
  expect(problemsOf('DO,X,X,DISTRICT_OFFICE,,桃園區,Y,,,,')).toEqual([
    'agencies.csv:1 districts: no DISTRICT_OFFICE serves 復興區',
  ]);
  expect(problemsOf('DO,X,X,DISTRICT_OFFICE,,桃園區,Y,,,,', 'SG,X,X,SELF_GOVERNING_DISTRICT_OFFICE,,復興區,Y,,,,')).toEqual([]);
});

test('relations are not judged while a row cannot be read', () => {
  expect(problemsOf('A,A,A,BUREAU,NOBODY,,Y,,,,', 'B,B,B,BUREAU,,,?,,,,')).toEqual([
    'agencies.csv:3 receives_cases: "?" is not one of Y, N',
  ]);
});
