import { squareCity } from '../../../../test/support/square-city.ts';
import { parseZones } from './zone-geojson.ts';
import { zonesAt } from './zones.ts';

const RING = [
  [121, 25],
  [121.01, 25],
  [121.01, 25.01],
  [121, 25.01],
  [121, 25],
];
const PROPERTIES = { code: 'PORT', name_zh: '漁港', name_en: 'Harbour' };
const feature = (geometry: unknown, properties: unknown = PROPERTIES): unknown => ({ type: 'Feature', properties, geometry });
const polygon = { type: 'Polygon', coordinates: [RING] };
const parse = (...features: unknown[]): ReturnType<typeof parseZones> =>
  parseZones('zones.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
const reasons = (...features: unknown[]): string[] => parse(...features).problems.map(({ reason }) => reason);

test('polygons and multipolygons are zones', () => {
  const far = RING.map(([lng, lat]) => [lng! + 1, lat!]);
  const { zones, problems } = parse(
    feature(polygon),
    feature({ type: 'MultiPolygon', coordinates: [[RING], [far]] }, { ...PROPERTIES, code: 'PARK' }),
  );
  expect(problems).toEqual([]);
  expect(zones.map(({ code, nameZh, nameEn }) => [code, nameZh, nameEn])).toEqual([
    ['PORT', '漁港', 'Harbour'],
    ['PARK', '漁港', 'Harbour'],
  ]);
  const areas = squareCity({ zones });
  expect(zonesAt(areas.zones, { lng: 121.005, lat: 25.005 })).toEqual(['PORT', 'PARK']);
  expect(zonesAt(areas.zones, { lng: 122.005, lat: 25.005 })).toEqual(['PARK']);
  expect(zonesAt(areas.zones, { lng: 121.015, lat: 25.005 })).toEqual([]);
});

test('a height is not looked at', () => {
  const { zones } = parse(feature({ type: 'Polygon', coordinates: [RING.map((position) => [...position, 12])] }));
  expect(zones[0]!.polygons[0]![0]).toEqual(RING.slice(0, -1).flat());
});

test.each(['', 'null', '[]', '{}', '{"features":{}}'])('%j is no feature collection', (text) => {
  expect(parseZones('zones.geojson', text)).toEqual({
    zones: [],
    problems: [{ file: 'zones.geojson', line: 1, reason: 'is not a GeoJSON feature collection' }],
  });
});

test.each([
  ['no properties', feature(polygon, null), 'property code is missing'],
  ['no English name', feature(polygon, { ...PROPERTIES, name_en: ' ' }), 'property name_en is missing'],
  [
    'a code with blanks',
    feature(polygon, { ...PROPERTIES, code: 'A B' }),
    'property code: only letters, digits, "-" and "_", at most 40',
  ],
  ['a point', feature({ type: 'Point', coordinates: [121, 25] }), 'the geometry is neither a Polygon nor a MultiPolygon'],
  ['no geometry', feature(null), 'the geometry is neither a Polygon nor a MultiPolygon'],
  [
    'an open ring',
    feature({ type: 'Polygon', coordinates: [RING.slice(1)] }),
    'a ring has four positions or more, and the last is the first',
  ],
  [
    'a ring of three',
    feature({ type: 'Polygon', coordinates: [[RING[0], RING[1], RING[0]]] }),
    'a ring has four positions or more, and the last is the first',
  ],
  ['no rings', feature({ type: 'Polygon', coordinates: [] }), 'the geometry has no rings'],
  [
    'latitude first',
    feature({ type: 'Polygon', coordinates: [RING.map(([lng, lat]) => [lat, lng])] }),
    'a position is [longitude, latitude] in degrees',
  ],
  ['nonsense', 7, 'property code is missing'],
])('a feature with %s is named by its number, and the others are kept', (_, bad, reason) => {
  const { zones, problems } = parse(feature(polygon), bad);
  expect(problems.map((problem) => problem.reason)).toEqual([`feature 2: ${reason}`]);
  expect(zones.map(({ code }) => code)).toEqual(['PORT']);
});

test('a code comes once', () => {
  expect(reasons(feature(polygon), feature(polygon))).toEqual(['feature 2: the code PORT is taken by an earlier feature']);
});
