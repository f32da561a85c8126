import Flatbush from 'flatbush';
import type { GeoPoint } from '../../../kernel/geo-point.ts';
import type { Polygon } from './boundaries.ts';
import { boxOf, metresToBox, metresToLine, type Box, widened } from './plane.ts';

const OUTSIDE = 0;
const INSIDE = 1;
const EDGE = 2;

/** The nearest owner of a polygon, 0 metres when the point lies in it. */
export interface Near {
  readonly owner: number;
  readonly metres: number;
}

/**
 * Areas, each of one or more polygons with or without holes, found by point. An area is called by its place in the list it was made of.
 *
 * An edge belongs to the area. Whether a point lies on it, left or right of it is computed in one direction for both areas that share
 * the edge, so that a point between two areas is never in both nor in neither. A lookup takes about 0.5 µs with 500 villages.
 */
export class PolygonSet {
  private readonly index: Flatbush | null;
  private readonly coordinates: Float64Array;
  /** Ring r is `coordinates[ringStarts[r] … ringStarts[r + 1])`. */
  private readonly ringStarts: Int32Array;
  /** Polygon p has the rings `polygonStarts[p] … polygonStarts[p + 1])`. */
  private readonly polygonStarts: Int32Array;
  private readonly boxes: readonly Box[];
  private readonly owners: Int32Array;

  constructor(areas: readonly (readonly Polygon[])[]) {
    const polygons = areas.flat();
    const rings = polygons.flat();
    this.owners = Int32Array.from(areas.flatMap((own, owner) => own.map(() => owner)));
    this.polygonStarts = startsOf(polygons.map((polygon) => polygon.length));
    this.ringStarts = startsOf(rings.map((ring) => ring.length));
    this.coordinates = Float64Array.from(rings.flat());
    this.boxes = polygons.map(([outer]) => boxOf(outer ?? []));
    this.index = this.boxes.length === 0 ? null : new Flatbush(this.boxes.length);
    for (const box of this.boxes) this.index?.add(...box);
    this.index?.finish();
  }

  /** The area with the point in it, the first of them when it lies on the edge of several; -1 when there is none. */
  find({ lng, lat }: GeoPoint): number {
    if (this.index === null) return -1;
    let first = -1;
    for (const polygon of this.index.search(lng, lat, lng, lat)) {
      const side = this.sideOf(polygon, lng, lat);
      if (side === INSIDE) return this.owners[polygon]!;
      if (side === EDGE && (first === -1 || this.owners[polygon]! < first)) first = this.owners[polygon]!;
    }
    return first;
  }

  /** All areas with the point in them or on their edge, in the order of the list. */
  findAll({ lng, lat }: GeoPoint): number[] {
    if (this.index === null) return [];
    const holding = this.index.search(lng, lat, lng, lat).filter((polygon) => this.sideOf(polygon, lng, lat) !== OUTSIDE);
    return [...new Set(holding.map((polygon) => this.owners[polygon]!))].sort((a, b) => a - b);
  }

  /** The polygons of accepted areas whose boxes come near a box: those that `nearestOf` has to look at for the points in it. */
  polygonsNear(box: Box, metres: number, accept: (owner: number) => boolean): number[] {
    const found = this.index?.search(...widened(box, metres)) ?? [];
    return found.filter((polygon) => accept(this.owners[polygon]!));
  }

  /** The nearest of some polygons, the first area of several at the same distance. @param withinMetres inclusive, may be Infinity */
  nearestOf(polygons: readonly number[], point: GeoPoint, withinMetres: number): Near | null {
    let metres = withinMetres;
    let nearest = -1;
    for (const polygon of polygons) {
      if (metresToBox(point, this.boxes[polygon]!) > metres) continue;
      const away = this.metresTo(polygon, point);
      const owner = this.owners[polygon]!;
      if (away > metres || (away === metres && nearest !== -1 && nearest < owner)) continue;
      metres = away;
      nearest = owner;
    }
    return nearest === -1 ? null : { owner: nearest, metres };
  }

  private metresTo(polygon: number, point: GeoPoint): number {
    if (this.sideOf(polygon, point.lng, point.lat) !== OUTSIDE) return 0;
    let best = Infinity;
    for (let ring = this.polygonStarts[polygon]!; ring < this.polygonStarts[polygon + 1]!; ring++) {
      const from = this.ringStarts[ring]!;
      const to = this.ringStarts[ring + 1]!;
      best = Math.min(best, metresToLine(point, this.coordinates, from, to, to - 2));
    }
    return best;
  }

  /** Even–odd over all rings, so that a hole needs no word of its own. */
  private sideOf(polygon: number, x: number, y: number): number {
    let inside = false;
    for (let ring = this.polygonStarts[polygon]!; ring < this.polygonStarts[polygon + 1]!; ring++) {
      const crossed = this.crossings(ring, x, y);
      if (crossed === EDGE) return EDGE;
      if (crossed === INSIDE) inside = !inside;
    }
    return inside ? INSIDE : OUTSIDE;
  }

  /** INSIDE when a ray from the point eastwards crosses the ring an odd number of times. */
  private crossings(ring: number, x: number, y: number): number {
    const { coordinates } = this;
    const end = this.ringStarts[ring + 1]!;
    let odd = false;
    let before = end - 2;
    for (let i = this.ringStarts[ring]!; i < end; i += 2) {
      const upwards = coordinates[before + 1]! <= coordinates[i + 1]!;
      const crossed = upwards ? this.crosses(before, i, x, y) : this.crosses(i, before, x, y);
      if (crossed === EDGE) return EDGE;
      if (crossed === INSIDE) odd = !odd;
      before = i;
    }
    return odd ? INSIDE : OUTSIDE;
  }

  /** INSIDE when the ray crosses the segment between two positions; its lower end belongs to it, its upper end to the next one. */
  private crosses(low: number, high: number, x: number, y: number): number {
    const { coordinates } = this;
    const y0 = coordinates[low + 1]!;
    const y1 = coordinates[high + 1]!;
    if (y < y0 || y > y1) return OUTSIDE;
    const x0 = coordinates[low]!;
    const x1 = coordinates[high]!;
    const cross = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0);
    if (cross === 0 && (y0 !== y1 || isBetween(x, x0, x1))) return EDGE;
    return cross > 0 && y < y1 ? INSIDE : OUTSIDE;
  }
}

const isBetween = (x: number, a: number, b: number): boolean => Math.min(a, b) <= x && x <= Math.max(a, b);

function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1);
  for (const [i, length] of lengths.entries()) starts[i + 1] = starts[i]! + length;
  return starts;
}
