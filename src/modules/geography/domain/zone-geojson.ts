import type { Problem } from '../../../kernel/table.ts';
import type { Line, Polygon } from './boundaries.ts';
import type { Zone } from './zones.ts';

const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/** Why a feature cannot be used. */
class Unusable extends Error {}

/**
 * Reads `zones.geojson` (RFC 7946): a feature collection of polygons and multipolygons with the properties `code`, `name_zh` and
 * `name_en`. A feature that cannot be used is left out and named by its number, counted from 1.
 */
export function parseZones(file: string, text: string): { zones: Zone[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const report = (reason: string): void => void problems.push({ file, line: 1, reason });
  const zones = new Map<string, Zone>();
  for (const [i, feature] of featuresOf(text, report).entries()) {
    try {
      const zone = zoneOf(feature);
      if (zones.has(zone.code)) throw new Unusable(`the code ${zone.code} is taken by an earlier feature`);
      zones.set(zone.code, zone);
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      report(`feature ${i + 1}: ${error.message}`);
    }
  }
  return { zones: [...zones.values()], problems };
}

function featuresOf(text: string, report: (reason: string) => void): readonly unknown[] {
  const features = memberOf(parseJson(text), 'features');
  if (Array.isArray(features)) return features;
  report('is not a GeoJSON feature collection');
  return [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
}

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

function zoneOf(feature: unknown): Zone {
  const properties = memberOf(feature, 'properties');
  const [code, nameZh, nameEn] = ['code', 'name_zh', 'name_en'].map((key) => textOf(properties, key));
  if (!CODE.test(code!)) throw new Unusable('property code: only letters, digits, "-" and "_", at most 40');
  return { code: code!, nameZh: nameZh!, nameEn: nameEn!, polygons: polygonsOf(memberOf(feature, 'geometry')) };
}

function textOf(properties: unknown, key: string): string {
  const value = memberOf(properties, key);
  if (typeof value !== 'string' || value.trim() === '') throw new Unusable(`property ${key} is missing`);
  return value.trim();
}

function polygonsOf(geometry: unknown): Polygon[] {
  const type = memberOf(geometry, 'type');
  const coordinates = memberOf(geometry, 'coordinates');
  if (type === 'Polygon') return [polygonOf(coordinates)];
  if (type === 'MultiPolygon') return listOf(coordinates, 'polygons').map(polygonOf);
  throw new Unusable('the geometry is neither a Polygon nor a MultiPolygon');
}

const polygonOf = (rings: unknown): Polygon => listOf(rings, 'rings').map(ringOf);

function ringOf(positions: unknown): Line {
  const ring = listOf(positions, 'positions').flatMap(positionOf);
  const isClosed = ring[0] === ring.at(-2) && ring[1] === ring.at(-1);
  if (ring.length < 8 || !isClosed) throw new Unusable('a ring has four positions or more, and the last is the first');
  return ring.slice(0, -2);
}

function positionOf(position: unknown): [number, number] {
  const [lng, lat] = listOf(position, 'coordinates') as [unknown, unknown];
  if (!isDegrees(lng, 180) || !isDegrees(lat, 90)) throw new Unusable('a position is [longitude, latitude] in degrees');
  return [lng, lat];
}

const isDegrees = (value: unknown, most: number): value is number => typeof value === 'number' && Math.abs(value) <= most;

function listOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  throw new Unusable(`the geometry has no ${what}`);
}
