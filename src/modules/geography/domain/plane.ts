import type { GeoPoint } from '../../../kernel/geo-point.ts';

/** As in `kernel/geo-point.ts`: a city is small enough to be flat. */
const METRES_PER_DEGREE = 111_320;

const shrinkAt = (lat: number): number => Math.cos((lat * Math.PI) / 180);

/** west, south, east, north, in degrees */
export type Box = readonly [number, number, number, number];

/** The box around a line. @param line flat coordinates `lng, lat, lng, lat …` */
export function boxOf(line: ArrayLike<number>): Box {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < line.length; i += 2) {
    box[0] = Math.min(box[0], line[i]!);
    box[1] = Math.min(box[1], line[i + 1]!);
    box[2] = Math.max(box[2], line[i]!);
    box[3] = Math.max(box[3], line[i + 1]!);
  }
  return box;
}

/** A box with a margin of at least so many metres on every side. */
export function widened([west, south, east, north]: Box, metres: number): Box {
  const { lng, lat } = degreesFor(metres, { lng: west, lat: Math.max(Math.abs(south), Math.abs(north)) });
  return [west - lng, south - lat, east + lng, north + lat];
}

export const isInBox = ({ lng, lat }: GeoPoint, [west, south, east, north]: Box): boolean =>
  west <= lng && lng <= east && south <= lat && lat <= north;

/** Metres from a point to a box, 0 inside it. Whatever the box is around is not nearer. */
export function metresToBox({ lng, lat }: GeoPoint, [west, south, east, north]: Box): number {
  const x = Math.max(west - lng, 0, lng - east) * shrinkAt(lat);
  const y = Math.max(south - lat, 0, lat - north);
  return Math.sqrt(x * x + y * y) * METRES_PER_DEGREE;
}

/** How many degrees a distance spans at a point, east–west and north–south. */
function degreesFor(metres: number, at: GeoPoint): { readonly lng: number; readonly lat: number } {
  const lat = metres / METRES_PER_DEGREE;
  return { lng: lat / shrinkAt(at.lat), lat };
}

/**
 * Metres from a point to the nearest point of a line.
 *
 * @param line  flat coordinates `lng, lat, lng, lat …`
 * @param from  first number of the line within `line`
 * @param to    the number after its last
 * @param start where the first segment comes from: `from` itself for an open line, the last position for a ring
 */
export function metresToLine(point: GeoPoint, line: ArrayLike<number>, from: number, to: number, start: number): number {
  const perLng = METRES_PER_DEGREE * shrinkAt(point.lat);
  let best = Infinity;
  let x0 = (line[start]! - point.lng) * perLng;
  let y0 = (line[start + 1]! - point.lat) * METRES_PER_DEGREE;
  for (let i = from; i < to; i += 2) {
    const x1 = (line[i]! - point.lng) * perLng;
    const y1 = (line[i + 1]! - point.lat) * METRES_PER_DEGREE;
    best = Math.min(best, squareToOrigin(x0, y0, x1, y1));
    x0 = x1;
    y0 = y1;
  }
  return Math.sqrt(best);
}

/** The square of the distance between the origin and a segment. */
function squareToOrigin(x0: number, y0: number, x1: number, y1: number): number {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(x0 * dx + y0 * dy) / length));
  const x = x0 + along * dx;
  const y = y0 + along * dy;
  return x * x + y * y;
}
