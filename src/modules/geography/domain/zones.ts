import type { GeoPoint } from '../../../kernel/geo-point.ts';
import type { Polygon } from './boundaries.ts';
import { PolygonSet } from './polygon-set.ts';

/** A named piece of ground that is no administrative area: an industrial park, a harbour, a night market. */
export interface Zone {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly polygons: readonly Polygon[];
}

export interface ZoneIndex {
  readonly zones: readonly Zone[];
  readonly polygons: PolygonSet;
}

export const buildZoneIndex = (zones: readonly Zone[]): ZoneIndex => ({
  zones,
  polygons: new PolygonSet(zones.map(({ polygons }) => polygons)),
});

/** Codes of all zones with the point in them, in the order of the file. */
export const zonesAt = ({ zones, polygons }: ZoneIndex, point: GeoPoint): string[] =>
  polygons.findAll(point).map((zone) => zones[zone]!.code);
