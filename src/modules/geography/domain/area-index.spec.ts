import { BOUNDARIES, squareCity } from '../../../../test/support/square-city.ts';
import type { GeoPoint } from '../../../kernel/geo-point.ts';
import { borderOf, distanceToDistrict, distanceToVillage, locate, nearestVillageOf, OPEN_EDGE_METRES } from './area-index.ts';

const { index } = squareCity();
const at = (east: number, north: number): GeoPoint => ({ lng: 121 + east / 100, lat: 25 + north / 100 });
const METRES_NORTH = 1 / 1113.2; // hundredths of a degree
const METRES_EAST = METRES_NORTH / Math.cos((25 * Math.PI) / 180);

const where = (point: GeoPoint): string | null => {
  const located = locate(index, point);
  return located && `${located.district.nameZh}${located.village?.nameZh ?? '?'}`;
};

test.each([
  ['within a village', at(0.5, 0.5), '北區光明里'],
  ['in the village of the same name next door', at(1.5, 0.5), '中西區光明里'],
  ['in the second part of a village', at(3.5, -1.5), '安南區鹿耳里'],
  ['in the hole of a village', at(3.5, 0.5), null],
  ['outside the city', at(2.5, 0.5), null],
  ['on the outline of the city', at(0, 0.5), '北區光明里'],
  ['on the edge between two villages: the lower code', at(1, 0.5), '北區光明里'],
  ['on the corner of four villages: the lowest code', at(1, 1), '北區光明里'],
])('%s', (_, point, expected) => {
  expect(where(point)).toBe(expected);
});

describe('at the open edge', () => {
  test.each([
    [OPEN_EDGE_METRES - 1, '中西區光明里'],
    [OPEN_EDGE_METRES + 1, null],
  ])('%d m out at sea', (metres, expected) => {
    expect(where(at(1.5, -metres * METRES_NORTH))).toBe(expected);
  });

  test('beyond an edge that another county shares, a point is outside', () => {
    expect(where(at(0.5, 2 + METRES_NORTH))).toBeNull();
    expect(where(at(0 - METRES_EAST, 0.01))).toBeNull(); // 11 m from the coast, but 1 m from the next county
  });
});

describe('the border of another district', () => {
  test.each([
    ['just within the distance', at(1 - 49 * METRES_EAST, 0.5), { withinMetres: 49, otherDistrictCode: '90000020' }],
    ['just beyond it', at(1 - 51 * METRES_EAST, 0.5), null],
    ['seen from the other side', at(1 + 20 * METRES_EAST, 0.5), { withinMetres: 20, otherDistrictCode: '90000010' }],
    ['on the edge itself', at(1, 0.5), { withinMetres: 0, otherDistrictCode: '90000020' }],
    ['a border between villages of one district is none', at(0.5, 1), null],
    ['the outline of the city is none', at(0.01, 0.5), null],
    ['outside the city there is none', at(2.001, 0.5), null],
  ])('%s', (_, point, expected) => {
    expect(borderOf(index, point, 50)).toEqual(expected);
  });

  test('the distance is the caller’s', () => {
    expect(borderOf(index, at(0.5, 0.5), 600)).toEqual({ withinMetres: 504, otherDistrictCode: '90000020' });
  });
});

test('the distance to a district is 0 inside it and on its edge, and ends at its nearest part', () => {
  expect(distanceToDistrict(index, at(0.5, 0.5), '90000010')).toBe(0);
  expect(distanceToDistrict(index, at(1, 0.5), '90000020')).toBe(0);
  expect(distanceToDistrict(index, at(2, 0.5), '90000030')).toBeCloseTo(1008.9, 0);
  expect(distanceToDistrict(index, at(3.5, -0.5), '90000030')).toBeCloseTo(556.6, 0);
  expect(distanceToDistrict(index, at(0, 0), '99999999')).toBe(Infinity);
});

test('the distance to a village is unknown when no survey has seen it', () => {
  expect(distanceToVillage(index, at(0.5, 0.5), '90000010001')).toBe(0);
  expect(distanceToVillage(index, at(0.5, 0.5), '90000010002')).toBeCloseTo(556.6, 0);
  expect(distanceToVillage(index, at(0.5, 0.5), '90000010099')).toBeNull();
});

test('the nearest village of a district is one of that district', () => {
  expect(nearestVillageOf(index, at(0.9, 1.5), '90000020')?.nameZh).toBe('海安里');
  expect(nearestVillageOf(index, at(0.9, 1.5), '99999999')).toBeNull();
});

test('the order of the survey makes no difference but on edges', () => {
  const turned = squareCity({ boundaries: { ...BOUNDARIES, villages: [...BOUNDARIES.villages].reverse() } });
  for (const point of [at(0.5, 0.5), at(1.5, 1.5), at(3.1, 0.5), at(2.5, 0.5)]) {
    expect(locate(turned.index, point)?.village).toEqual(locate(index, point)?.village);
  }
});
