import type { CivilDate } from '../../../kernel/civil-date.ts';
import { isValidOn } from '../../../kernel/validity.ts';
import type { District, Village } from './area-csv.ts';
import { buildAreaIndex, type AreaIndex, type Ground } from './area-index.ts';
import type { Boundaries, BoundaryVillage } from './boundaries.ts';
import { buildGazetteer, type Gazetteer } from './gazetteer.ts';
import { buildZoneIndex, type Zone, type ZoneIndex } from './zones.ts';

/** Everything known about the areas of one city on one day. */
export abstract class CityAreas {
  abstract readonly county: { readonly code: string; readonly name: string };
  abstract readonly districts: ReadonlyMap<string, District>;
  abstract readonly villages: ReadonlyMap<string, Village>;
  abstract readonly index: AreaIndex;
  abstract readonly zones: ZoneIndex;
  abstract readonly gazetteer: Gazetteer;
}

/** A point and all the areas that it lies in. */
export interface AreasOfPoint {
  readonly county: string;
  readonly district: District;
  readonly village: Village | null;
  /** Codes. */
  readonly zones: readonly string[];
}

export interface AreaSources {
  readonly boundaries: Boundaries;
  readonly districts: readonly District[];
  /** Empty: the villages are those of the boundaries. */
  readonly villages: readonly Village[];
  readonly zones: readonly Zone[];
}

/** What is wrong between a pack and its boundaries, one sentence each; such a pack cannot be used. */
export function boundaryMismatches({ boundaries, districts }: Pick<AreaSources, 'boundaries' | 'districts'>): string[] {
  const surveyed = new Set(boundaries.villages.map(({ districtCode }) => districtCode));
  const named = new Set(districts.map(({ code }) => code));
  return [
    ...districts
      .filter(({ code }) => !surveyed.has(code))
      .map(({ code, nameZh }) => `district ${code} ${nameZh} has no boundary`),
    ...boundaries.districts
      .filter(({ code }) => surveyed.has(code) && !named.has(code))
      .map(({ code, name }) => `the boundaries have a district ${code} ${name} that the pack does not name`),
  ];
}

/**
 * Brings the boundaries and the lists of a pack together. Codes join them; where both have a name, that of the pack wins.
 *
 * @param on the day on which villages must be in force
 * @throws RangeError when the two do not belong together (`boundaryMismatches`)
 */
export function buildCityAreas(sources: AreaSources, on: CivilDate): CityAreas {
  const mismatches = boundaryMismatches(sources);
  if (mismatches.length > 0) throw new RangeError(mismatches.join('; '));
  const { boundaries, zones } = sources;
  const districts = new Map(sources.districts.map((district) => [district.code, district]));
  const inForce = villagesInForce(sources, on);
  const villages = new Map(inForce.map((village) => [village.code, village]));
  const grounds = boundaries.villages.map((surveyed) => groundOf(surveyed, districts, villages, inForce));
  return {
    county: boundaries.county,
    districts,
    villages,
    index: buildAreaIndex(grounds, boundaries.openEdges),
    zones: buildZoneIndex(zones),
    gazetteer: buildGazetteer({ boundaries, districts: sources.districts, villages: inForce }),
  };
}

function villagesInForce({ boundaries, villages }: AreaSources, on: CivilDate): readonly Village[] {
  if (villages.length > 0) return villages.filter((village) => isValidOn(village, on));
  return boundaries.villages.map(({ code, name, districtCode }) => ({
    code,
    nameZh: name,
    districtCode,
    validFrom: null,
    validTo: null,
  }));
}

function groundOf(
  surveyed: BoundaryVillage,
  districts: ReadonlyMap<string, District>,
  villages: ReadonlyMap<string, Village>,
  inForce: readonly Village[],
): Ground {
  const village = villages.get(surveyed.code) ?? heirOf(surveyed, inForce);
  return { district: districts.get(surveyed.districtCode)!, village, polygons: surveyed.polygons };
}

/** A village that is no more lives on under its name when its district still has one of that name; else nobody knows. */
const heirOf = (former: BoundaryVillage, inForce: readonly Village[]): Village | null =>
  inForce.find(({ districtCode, nameZh }) => districtCode === former.districtCode && nameZh === former.name) ?? null;
