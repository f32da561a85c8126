import { civilDate } from '../../src/kernel/civil-date.ts';
import { type Boundaries, buildCityAreas, CityAreas, type District, type Village } from '../../src/modules/geography/index.ts';

/**
 * A city of squares of 0.01 degrees (1,113 m from south to north, 1,009 m from west to east), with the sea along its south side:
 *
 *                   121.00      121.01      121.02      121.03      121.04
 *             25.02 +-----------+-----------+
 *                   | 永安里    | 海安里    |
 *             25.01 +-----------+-----------+           +-----------+
 *                   | 光明里    | 光明里    |           | 鹿耳里 □  |   with a hole of no one's, and a second part
 *             25.00 +-----------+-----------+           +-----------+   one square farther south
 *                     北區        中西區                  安南區
 */
export const DISTRICTS: readonly District[] = [
  { code: '90000010', nameZh: '北區', nameEn: 'North District' },
  { code: '90000020', nameZh: '中西區', nameEn: 'West Central District' },
  { code: '90000030', nameZh: '安南區', nameEn: 'Annan District' },
];

const village = (code: string, nameZh: string): Village => ({
  code,
  districtCode: code.slice(0, 8),
  nameZh,
  validFrom: null,
  validTo: null,
});

export const VILLAGES: readonly Village[] = [
  village('90000010001', '光明里'),
  village('90000010002', '永安里'),
  village('90000020001', '光明里'),
  village('90000020002', '海安里'),
  village('90000030001', '鹿耳里'),
];

/** A ring around a square whose south-west corner is given in hundredths of a degree east of 121 and north of 25. */
export function square(east: number, north: number, size = 1): number[] {
  const [w, s, e, n] = [121 + east / 100, 25 + north / 100, 121 + (east + size) / 100, 25 + (north + size) / 100];
  return [w, s, e, s, e, n, w, n];
}

const surveyed = (code: string, name: string, polygons: number[][][]): Boundaries['villages'][number] => ({
  code,
  name,
  districtCode: code.slice(0, 8),
  bbox: [0, 0, 0, 0], // of no use to the index
  polygons,
});

export const BOUNDARIES: Boundaries = {
  source: 'made by hand',
  county: { code: '90000', name: '海角市' },
  otherCounties: ['山中縣', '台北市'],
  districts: DISTRICTS.map(({ code, nameZh }) => ({ code, name: nameZh })),
  villages: [
    surveyed('90000010001', '光明里', [[square(0, 0)]]),
    surveyed('90000010002', '永安里', [[square(0, 1)]]),
    surveyed('90000020001', '光明里', [[square(1, 0)]]),
    surveyed('90000020002', '海安里', [[square(1, 1)]]),
    surveyed('90000030001', '鹿耳里', [[square(3, 0), square(3.4, 0.4, 0.2)], [square(3, -2)]]),
  ],
  openEdges: [[121, 25, 121.02, 25]],
};

export const squareCity = (sources: Partial<Parameters<typeof buildCityAreas>[0]> = {}): CityAreas =>
  buildCityAreas(
    { boundaries: BOUNDARIES, districts: DISTRICTS, villages: VILLAGES, zones: [], ...sources },
    civilDate('2026-11-20'),
  );
