import fc from 'fast-check';
import { metresBetween, type GeoPoint } from '../../../kernel/geo-point.ts';
import { boxOf, isInBox, metresToBox, metresToLine, widened } from './plane.ts';

const at = (lng: number, lat: number): GeoPoint => ({ lng, lat });
const lng = fc.double({ min: 120, max: 122, noNaN: true });
const lat = fc.double({ min: 22, max: 25.5, noNaN: true });
const lines = fc.array(fc.tuple(lng, lat), { minLength: 2, maxLength: 6 }).map((positions) => positions.flat());

test('the nearest point of a segment may be an end or between the ends', () => {
  const line = [121, 25, 121.01, 25];
  const metres = (point: GeoPoint): number => metresToLine(point, line, 2, 4, 0);
  expect(metres(at(121.005, 25.001))).toBeCloseTo(111.32, 1);
  expect(metres(at(120.999, 25))).toBeCloseTo(metresBetween(at(120.999, 25), at(121, 25)), 3);
  expect(metres(at(121.005, 25))).toBe(0);
});

test('a ring has a segment from its last position to its first', () => {
  const ring = [121, 25, 121.01, 25, 121.01, 25.01, 121, 25.01];
  const point = at(120.9995, 25.005);
  expect(metresToLine(point, ring, 0, 8, 6)).toBeCloseTo(50.4, 0);
  expect(metresToLine(point, ring, 2, 8, 0)).toBeGreaterThan(500);
});

test('a line is never farther than its corners, nor nearer than the box around it', () => {
  fc.assert(
    fc.property(lng, lat, lines, (x, y, line) => {
      const point = at(x, y);
      const metres = metresToLine(point, line, 2, line.length, 0);
      expect(metres).toBeGreaterThanOrEqual(metresToBox(point, boxOf(line)) - 1e-6);
      for (let i = 0; i < line.length; i += 2) {
        expect(metres).toBeLessThanOrEqual(metresBetween(point, at(line[i]!, line[i + 1]!)) * 1.02 + 1e-6);
      }
    }),
  );
});

test('a widened box holds every point that is so near to it', () => {
  const distances = fc.double({ min: 0, max: 2000, noNaN: true });
  fc.assert(
    fc.property(lng, lat, lines, distances, (x, y, line, metres) => {
      const near = metresToBox(at(x, y), boxOf(line)) <= metres;
      expect(near && !isInBox(at(x, y), widened(boxOf(line), metres * 1.02))).toBe(false);
    }),
  );
});
