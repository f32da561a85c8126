import type { GeoPoint } from '../../../kernel/geo-point.ts';
import type { District, Village } from './area-csv.ts';
import type { Line, Polygon } from './boundaries.ts';
import { boxOf, isInBox, metresToLine, widened, type Box } from './plane.ts';
import { PolygonSet, type Near } from './polygon-set.ts';

/** How far beyond the coast, or into a gap of the survey, a point may lie and still be counted in: piers, sea walls, reclaimed land. */
export const OPEN_EDGE_METRES = 50;

/** Two ways to compute one distance differ by less. */
const ROUNDING_METRES = 0.01;

/** Where a point lies. `village` is null where the surveyed village is no more and nobody knows what has become of it. */
export interface Located {
  readonly district: District;
  readonly village: Village | null;
  /** Polygons of other districts that come within `BORDER_REACH_METRES`; in most villages there are none. */
  readonly foreignPolygons: readonly number[];
}

/** The nearest point of another district, in whole metres. */
export interface Border {
  readonly withinMetres: number;
  readonly otherDistrictCode: string;
}

/** The ground covered by one surveyed village. */
export interface Ground {
  readonly district: District;
  readonly village: Village | null;
  readonly polygons: readonly Polygon[];
}

interface OpenEdge {
  readonly line: Line;
  /** Wide enough to hold every point within `OPEN_EDGE_METRES`. */
  readonly reach: Box;
}

export interface AreaIndex {
  readonly grounds: readonly Located[];
  readonly polygons: PolygonSet;
  readonly polygonsOfDistrict: ReadonlyMap<string, readonly number[]>;
  readonly polygonsOfVillage: ReadonlyMap<string, readonly number[]>;
  readonly openEdges: readonly OpenEdge[];
}

/** Borders are looked for up to this distance. */
export const BORDER_REACH_METRES = 1000;

/** @param grounds in the order of their village codes: on a shared edge the first one wins */
export function buildAreaIndex(grounds: readonly Ground[], openEdges: readonly Line[]): AreaIndex {
  const polygons = new PolygonSet(grounds.map((ground) => ground.polygons));
  const owners = grounds.flatMap((ground) => ground.polygons.map(() => ground));
  return {
    grounds: grounds.map((ground) => indexed(ground, grounds, polygons)),
    polygons,
    polygonsOfDistrict: numbersBy(owners, ({ district }) => district.code),
    polygonsOfVillage: numbersBy(owners, ({ village }) => village?.code ?? ''),
    openEdges: openEdges.map((line) => ({ line, reach: widened(boxOf(line), OPEN_EDGE_METRES) })),
  };
}

function indexed({ district, village, polygons }: Ground, grounds: readonly Ground[], all: PolygonSet): Located {
  const box = boxOf(polygons.flatMap(([outer]) => outer ?? []));
  const isForeign = (owner: number): boolean => grounds[owner]!.district.code !== district.code;
  return { district, village, foreignPolygons: all.polygonsNear(box, BORDER_REACH_METRES + OPEN_EDGE_METRES, isForeign) };
}

/** Which places in a list have which key. */
function numbersBy<T>(list: readonly T[], keyOf: (entry: T) => string): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  for (const [i, entry] of list.entries()) numbers.set(keyOf(entry), [...(numbers.get(keyOf(entry)) ?? []), i]);
  return numbers;
}

/**
 * District and village of a point; null outside the city. A point on an edge is inside: on the outline of the city, and between two
 * villages in the one with the lower code. Just outside the coast it belongs to the nearest village (`OPEN_EDGE_METRES`).
 */
export function locate(index: AreaIndex, point: GeoPoint): Located | null {
  const owner = index.polygons.find(point);
  return owner === -1 ? beyondOpenEdge(index, point) : index.grounds[owner]!;
}

function beyondOpenEdge(index: AreaIndex, point: GeoPoint): Located | null {
  const toOpenEdge = metresToOpenEdge(index, point);
  if (toOpenEdge > OPEN_EDGE_METRES) return null;
  const around = index.polygons.polygonsNear([point.lng, point.lat, point.lng, point.lat], OPEN_EDGE_METRES, () => true);
  const nearest = index.polygons.nearestOf(around, point, OPEN_EDGE_METRES);
  // A nearer edge is one that another county shares: the point lies in that county.
  return nearest === null || nearest.metres < toOpenEdge - ROUNDING_METRES ? null : index.grounds[nearest.owner]!;
}

function metresToOpenEdge({ openEdges }: AreaIndex, point: GeoPoint): number {
  let best = Infinity;
  for (const { line, reach } of openEdges) {
    if (isInBox(point, reach)) best = Math.min(best, metresToLine(point, line, 2, line.length, 0));
  }
  return best;
}

/**
 * The nearest other district, when its border is not farther than `withinMetres` (inclusive, at most `BORDER_REACH_METRES`); null
 * otherwise and outside the city. The border of the city is not the border of another district.
 */
export function borderOf(index: AreaIndex, point: GeoPoint, withinMetres: number): Border | null {
  const located = locate(index, point);
  return located && borderFrom(index, point, located, withinMetres);
}

/** The same for a point that has been located. */
export function borderFrom(index: AreaIndex, point: GeoPoint, { foreignPolygons }: Located, withinMetres: number): Border | null {
  const nearest = index.polygons.nearestOf(foreignPolygons, point, Math.min(withinMetres, BORDER_REACH_METRES));
  if (nearest === null) return null;
  return { withinMetres: Math.round(nearest.metres), otherDistrictCode: index.grounds[nearest.owner]!.district.code };
}

/** Metres from a point to a district, 0 inside it; Infinity when the district covers no ground. */
export const distanceToDistrict = (index: AreaIndex, point: GeoPoint, districtCode: string): number =>
  nearestOf(index, point, index.polygonsOfDistrict.get(districtCode))?.metres ?? Infinity;

/** Metres from a point to a village, 0 inside it; null when the village has been founded since the survey. */
export const distanceToVillage = (index: AreaIndex, point: GeoPoint, villageCode: string): number | null =>
  nearestOf(index, point, index.polygonsOfVillage.get(villageCode))?.metres ?? null;

/** The village of a district that lies nearest to a point, or holds it. */
export function nearestVillageOf(index: AreaIndex, point: GeoPoint, districtCode: string): Village | null {
  const nearest = nearestOf(index, point, index.polygonsOfDistrict.get(districtCode));
  return nearest === null ? null : index.grounds[nearest.owner]!.village;
}

const nearestOf = (index: AreaIndex, point: GeoPoint, polygons: readonly number[] | undefined): Near | null =>
  index.polygons.nearestOf(polygons ?? [], point, Infinity);
