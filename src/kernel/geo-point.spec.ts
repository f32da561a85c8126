import fc from 'fast-check';
import { type GeoPoint, metresBetween } from './geo-point.ts';

const near: fc.Arbitrary<GeoPoint> = fc.record({
  lat: fc.double({ min: 22, max: 26, noNaN: true }),
  lng: fc.double({ min: 119, max: 123, noNaN: true }),
});
const pairs = fc
  .tuple(near, fc.double({ min: -0.7, max: 0.7, noNaN: true }), fc.double({ min: -0.7, max: 0.7, noNaN: true }))
  .map(([a, lat, lng]): [GeoPoint, GeoPoint] => [a, { lat: a.lat + lat, lng: a.lng + lng }]);

/** On a sphere as large as the one whose degrees are 111,320 m long (haversine). */
function onSphere(a: GeoPoint, b: GeoPoint): number {
  const rad = Math.PI / 180;
  const hav = (angle: number): number => Math.sin(angle / 2) ** 2;
  const h = hav((b.lat - a.lat) * rad) + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * hav((b.lng - a.lng) * rad);
  return ((2 * 111_320) / rad) * Math.asin(Math.sqrt(h));
}

test('the error on a plane stays below 0.1 % over 100 km', () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      const metres = onSphere(a, b);
      expect(Math.abs(metresBetween(a, b) - metres)).toBeLessThanOrEqual(metres / 1000 + 1e-6);
    }),
  );
});

test('it is as far back as there', () => {
  fc.assert(fc.property(pairs, ([a, b]) => metresBetween(a, b) === metresBetween(b, a)));
});

test('a point is no way from itself, and a degree of latitude is 111 km long', () => {
  const station = { lat: 24.9937, lng: 121.301 };
  expect(metresBetween(station, station)).toBe(0);
  expect(metresBetween(station, { ...station, lat: station.lat + 1 })).toBeCloseTo(111_320);
});
