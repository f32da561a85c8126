import fc from 'fast-check';
import { square } from '../../../../test/support/square-city.ts';
import type { GeoPoint } from '../../../kernel/geo-point.ts';
import type { Polygon } from './boundaries.ts';
import { PolygonSet } from './polygon-set.ts';

const at = (east: number, north: number): GeoPoint => ({ lng: 121 + east / 100, lat: 25 + north / 100 });
const all = (areas: readonly (readonly Polygon[])[]): number[] => areas.flatMap((polygons, i) => polygons.map(() => i));

test('a point is found in the area that holds it, and nowhere outside', () => {
  const set = new PolygonSet([[[square(0, 0)]], [[square(1, 0)]]]);
  expect([at(0.5, 0.5), at(1.5, 0.5), at(2.5, 0.5), at(0.5, -0.1)].map((point) => set.find(point))).toEqual([0, 1, -1, -1]);
});

test('a corner and every edge are inside; a shared edge belongs to the first area', () => {
  const set = new PolygonSet([[[square(1, 0)]], [[square(0, 0)]]]);
  expect([at(0, 0.5), at(0.5, 0), at(0.5, 1), at(0, 0), at(2, 1)].map((point) => set.find(point))).toEqual([1, 1, 1, 1, 0]);
  expect(set.find(at(1, 0.5))).toBe(0);
  expect(set.findAll(at(1, 0.5))).toEqual([0, 1]);
});

test('a point level with an edge, but beside it, is outside', () => {
  const set = new PolygonSet([[[square(0, 0)]]]);
  expect([at(-0.5, 0), at(1.5, 0), at(1.5, 1), at(-0.5, 1), at(0, 1.5)].map((point) => set.find(point))).toEqual([
    -1, -1, -1, -1, -1,
  ]);
});

test('a ray that passes exactly through a corner crosses once', () => {
  const diamond = new PolygonSet([[[[121.01, 25, 121.02, 25.01, 121.01, 25.02, 121, 25.01]]]]);
  expect([at(1, 1), at(0.5, 1), at(0.5, 0.9)].map((point) => diamond.find(point))).toEqual([0, 0, 0]);
  expect([at(0.1, 0.1), at(1.9, 1.9), at(0.2, 1.9)].map((point) => diamond.find(point))).toEqual([-1, -1, -1]);
});

test('a point level with a step of the outline is where its surroundings are', () => {
  const stairs = [121, 25, 121.03, 25, 121.03, 25.01, 121.02, 25.01, 121.02, 25.02, 121, 25.02];
  const set = new PolygonSet([[[stairs]]]);
  expect([at(1, 1), at(2, 1), at(2.5, 1), at(3, 1)].map((point) => set.find(point))).toEqual([0, 0, 0, 0]);
  const bay = [121, 25, 121.01, 25, 121.01, 25.01, 121.02, 25.01, 121.02, 25, 121.03, 25, 121.03, 25.02, 121, 25.02];
  expect([at(1.5, 0), at(0.5, 0), at(1.5, 1), at(1.5, 0.5)].map((point) => new PolygonSet([[[bay]]]).find(point))).toEqual([
    -1, 0, 0, -1,
  ]);
});

test('a hole is outside, its edge is inside', () => {
  const set = new PolygonSet([[[square(0, 0), square(0.4, 0.4, 0.2)]]]);
  expect([at(0.5, 0.5), at(0.4, 0.5), at(0.2, 0.5)].map((point) => set.find(point))).toEqual([-1, 0, 0]);
});

test('an area of several parts is one area', () => {
  const set = new PolygonSet([[[square(0, 0)], [square(5, 5)]], [[square(9, 9)]]]);
  expect([at(0.5, 0.5), at(5.5, 5.5), at(9.5, 9.5)].map((point) => set.find(point))).toEqual([0, 0, 1]);
});

test('areas may overlap: all of them are told, in their order', () => {
  const set = new PolygonSet([[[square(0, 0, 3)]], [[square(5, 5)]], [[square(1, 1)]]]);
  expect(set.findAll(at(1.5, 1.5))).toEqual([0, 2]);
});

test('no area holds nothing', () => {
  const set = new PolygonSet([]);
  expect([set.find(at(0, 0)), set.findAll(at(0, 0)), set.nearestOf([], at(0, 0), Infinity)]).toEqual([-1, [], null]);
});

test('the nearest polygon within a distance is told with its metres, and none beyond it', () => {
  const areas = [[[square(0, 0)]], [[square(2, 0)]]];
  const set = new PolygonSet(areas);
  const near = set.nearestOf(all(areas), at(1.1, 0.5), Infinity)!;
  expect(near.owner).toBe(0);
  expect(near.metres).toBeCloseTo(100.9, 0);
  expect(set.nearestOf(all(areas), at(1.1, 0.5), near.metres)).toEqual(near);
  expect(set.nearestOf(all(areas), at(1.1, 0.5), near.metres - 0.01)).toBeNull();
  expect(set.nearestOf(all(areas), at(2.5, 0.5), 10)).toEqual({ owner: 1, metres: 0 });
});

test('of two areas equally near the first is told, in whatever order they are looked at', () => {
  const set = new PolygonSet([[[square(0, 0)]], [[square(0, 0)]]]);
  for (const order of [
    [0, 1],
    [1, 0],
  ])
    expect(set.nearestOf(order, at(3, 0.5), Infinity)!.owner).toBe(0);
});

test('inside a hole the edge of the hole is the nearest', () => {
  const set = new PolygonSet([[[square(0, 0), square(0.4, 0.4, 0.2)]]]);
  expect(set.nearestOf([0], at(0.5, 0.5), Infinity)!.metres).toBeCloseTo(100.9, 0);
});

/** A star around a centre: it has dents, but never crosses itself. */
const stars = fc
  .tuple(
    fc.double({ min: 120.9, max: 121.1, noNaN: true }),
    fc.double({ min: 24.9, max: 25.1, noNaN: true }),
    fc.array(fc.double({ min: 0.001, max: 0.1, noNaN: true }), { minLength: 3, maxLength: 12 }),
  )
  .map(([lng, lat, radii]) =>
    radii.flatMap((radius, i) => {
      const angle = (2 * Math.PI * i) / radii.length;
      return [lng + radius * Math.cos(angle), lat + radius * Math.sin(angle)];
    }),
  );

test('a point near two areas that fill a star between them lies in exactly one, or on the edge of both', () => {
  fc.assert(
    fc.property(stars, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (star, corner, along) => {
      const n = star.length / 2;
      const turned = [...star.slice(2 * (corner % n)), ...star.slice(0, 2 * (corner % n))];
      const centre = [0, 1].map((axis) => star.filter((_, i) => i % 2 === axis).reduce((a, b) => a + b) / n) as [number, number];
      const cut = 2 * Math.max(2, Math.floor(n / 2));
      const halves = [[[[...centre, ...turned.slice(0, cut)]]], [[[...centre, ...turned.slice(cut - 2), ...turned.slice(0, 2)]]]];
      const point = {
        lng: centre[0] + along * (turned[0]! - centre[0]),
        lat: centre[1] + along * (turned[1]! - centre[1]),
      };
      const whole = new PolygonSet([[[turned]]]).findAll(point).length > 0;
      const [first, second] = halves.map((half) => new PolygonSet([half]).find(point) === 0);
      const both = new PolygonSet(halves).findAll(point).length;
      expect(both).toBe(Number(first) + Number(second));
      // The line that both share is computed alike for both: a point left of it for one is right of it for the other.
      if (both === 0) expect(whole && along < 1 && isStarOf(centre, turned)).toBe(false);
    }),
  );
});

/** Whether every corner follows the one before it around the centre, so that the two halves are the whole. */
function isStarOf([x, y]: readonly [number, number], ring: readonly number[]): boolean {
  return ring.every((_, i) => {
    if (i % 2 === 1) return true;
    const j = (i + 2) % ring.length;
    return (ring[i]! - x) * (ring[j + 1]! - y) - (ring[j]! - x) * (ring[i + 1]! - y) > 0;
  });
}
