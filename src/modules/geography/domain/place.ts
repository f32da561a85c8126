import { InvalidInput, type BilingualText, type FieldError } from '../../../kernel/errors.ts';
import type { GeoPoint } from '../../../kernel/geo-point.ts';
import type { District, Village } from './area-csv.ts';
import {
  borderFrom,
  distanceToDistrict,
  distanceToVillage,
  locate,
  nearestVillageOf,
  type Border,
  type Located,
} from './area-index.ts';
import type { CityAreas } from './city-areas.ts';
import { districtFromText } from './gazetteer.ts';
import { OutsideCity } from './place-errors.ts';
import {
  districtConflict,
  foundByCode,
  foundByName,
  foundByPoint,
  nearBorder,
  notFound,
  severalDistricts,
  villageConflict,
  type Reason,
} from './place-reasons.ts';
import { zonesAt } from './zones.ts';

/** Where somebody says that something happened. */
export interface SentLocation {
  readonly lat: number | null;
  readonly lng: number | null;
  readonly address: string | null;
  readonly districtCode: string | null;
  readonly villageCode: string | null;
  readonly landmark: string | null;
  readonly lightPoleNo: string | null;
}

export type PlaceInput = { readonly [Part in keyof SentLocation]?: SentLocation[Part] | undefined };

interface NamedCode {
  readonly code: string;
  readonly name: string;
}

/** Where something happened, as far as it is known. */
export interface Place {
  /** As it was given, also when it is doubtful. */
  readonly point: GeoPoint | null;
  /** The words and the point cannot both be right; the words decided. */
  readonly doubtful: boolean;
  readonly district: NamedCode | null;
  readonly village: NamedCode | null;
  /** Codes; empty when the point is doubtful. */
  readonly zones: readonly string[];
  readonly border: Border | null;
  readonly reasons: readonly Reason[];
}

/** What the words say. */
interface Claim {
  readonly district: District;
  readonly village: Village | null;
  /** Strong enough to contradict a point: a code, or a name written out in the address. */
  readonly firm: boolean;
  /** All districts named; a point in any of them contradicts nothing. */
  readonly named: readonly District[];
  readonly reasons: readonly Reason[];
}

/** A verdict over the point. */
type Verdict = Pick<Place, 'doubtful' | 'border'> & {
  readonly district: District;
  readonly village: Village | null;
  readonly reasons: readonly Reason[];
};

/**
 * District, village, zones and border of a place.
 *
 * A point decides by itself. Where a district or village is named – by code, else in the address – and the point lies elsewhere, the
 * named one decides; the point is doubtful when it is farther from it than `borderMetres` (inclusive): a geocoder that fails answers
 * with the middle of the city. A point outside the city is refused whatever the words say.
 *
 * @throws InvalidInput naming the fields of `location`: half a point, a point not on the globe, codes unknown or at odds
 * @throws OutsideCity
 */
export function resolvePlace(areas: CityAreas, input: PlaceInput, borderMetres: number): Place {
  const { point, claim } = readInput(areas, input);
  if (point === null) return placeInWords(claim, input);
  const located = locate(areas.index, point);
  if (located === null) throw OutsideCity.given(point);
  const verdict = judge(areas, { point, located }, claim, borderMetres);
  return {
    point,
    doubtful: verdict.doubtful,
    district: namedCode(verdict.district),
    village: verdict.village && namedCode(verdict.village),
    zones: verdict.doubtful ? [] : zonesAt(areas.zones, point),
    border: verdict.border,
    reasons: verdict.reasons,
  };
}

const namedCode = ({ code, nameZh }: District | Village): NamedCode => ({ code, name: nameZh });

function placeInWords(claim: Claim | null, input: PlaceInput): Place {
  const nothing = { point: null, doubtful: false, district: null, village: null, zones: [], border: null };
  if (claim === null) return { ...nothing, reasons: hasWords(input) ? [notFound()] : [] };
  return {
    ...nothing,
    district: namedCode(claim.district),
    village: claim.village && namedCode(claim.village),
    reasons: claim.reasons,
  };
}

const hasWords = ({ address, landmark }: PlaceInput): boolean => [address, landmark].some((text) => (text ?? '').trim() !== '');

interface LocatedPoint {
  readonly point: GeoPoint;
  readonly located: Located;
}

function judge(areas: CityAreas, at: LocatedPoint, claim: Claim | null, borderMetres: number): Verdict {
  if (claim === null || !claim.firm) return byPoint(areas, at, borderMetres);
  if (!claim.named.includes(at.located.district)) return otherDistrict(areas, at, claim, borderMetres);
  const contradicted = claim.village !== null && claim.village.districtCode === at.located.district.code;
  return contradicted ? sameDistrict(areas, at, claim.village, borderMetres) : byPoint(areas, at, borderMetres);
}

function byPoint(areas: CityAreas, { point, located }: LocatedPoint, borderMetres: number): Verdict {
  return {
    doubtful: false,
    district: located.district,
    village: located.village,
    border: borderFrom(areas.index, point, located, borderMetres),
    reasons: [foundByPoint(located.district, located.village)],
  };
}

/** The point lies in another district than the one that was named. */
function otherDistrict(areas: CityAreas, { point, located }: LocatedPoint, claim: Claim, borderMetres: number): Verdict {
  const { district, village, reasons } = claim;
  const metres = distanceToDistrict(areas.index, point, district.code);
  if (metres > borderMetres) {
    const conflict = districtConflict(district, located.district, metres);
    return { doubtful: true, district, village, border: null, reasons: [...reasons, conflict] };
  }
  return {
    doubtful: false,
    district,
    village: village ?? nearestVillageOf(areas.index, point, district.code),
    border: { withinMetres: Math.round(metres), otherDistrictCode: located.district.code },
    reasons: [...reasons, nearBorder(district, located.district, metres)],
  };
}

/** A village of the point's own district was named. */
function sameDistrict(areas: CityAreas, at: LocatedPoint, village: Village, borderMetres: number): Verdict {
  const { point, located } = at;
  const verdict = { ...byPoint(areas, at, borderMetres), village, reasons: [foundByPoint(located.district, village)] };
  const metres = distanceToVillage(areas.index, point, village.code);
  if (located.village === null || metres === null || metres <= borderMetres) return verdict; // a new village has no outline yet
  return { ...verdict, doubtful: true, border: null, reasons: [villageConflict(village, located.village, metres)] };
}

function readInput(areas: CityAreas, input: PlaceInput): { point: GeoPoint | null; claim: Claim | null } {
  const errors: FieldError[] = [];
  const report = (field: string, code: string, text: BilingualText): void =>
    void errors.push({ field: `location.${field}`, code, text });
  const point = pointOf(input, report);
  const claim = claimByCode(areas, input, report);
  if (errors.length > 0) throw new InvalidInput(errors);
  return { point, claim: claim ?? claimByText(areas, input) };
}

type Report = (field: string, code: string, text: BilingualText) => void;

function pointOf({ lat = null, lng = null }: PlaceInput, report: Report): GeoPoint | null {
  if (lat === null && lng === null) return null;
  checkDegrees('lat', lat, 90, report);
  checkDegrees('lng', lng, 180, report);
  return { lat: lat ?? 0, lng: lng ?? 0 };
}

function checkDegrees(field: string, value: number | null, most: number, report: Report): void {
  if (value === null) report(field, 'field.required', HALF_A_POINT);
  else if (!(Math.abs(value) <= most)) report(field, 'field.out_of_range', NOT_ON_THE_GLOBE); // NaN is no coordinate either
}

const HALF_A_POINT = { 'zh-TW': '座標須有緯度和經度', en: 'a point has a latitude and a longitude' };
const NOT_ON_THE_GLOBE = { 'zh-TW': '超出座標的範圍', en: 'is not a coordinate on the globe' };

function claimByCode(areas: CityAreas, input: PlaceInput, report: Report): Claim | null {
  const village = villageByCode(areas, input.villageCode ?? null, report);
  const district = districtByCode(areas, input.districtCode ?? null, village, report);
  if (district === null) return null;
  const inWords = village ?? villageInWords(areas, input, district);
  return { district, village: inWords, firm: true, named: [district], reasons: [foundByCode(district, inWords)] };
}

function villageByCode(areas: CityAreas, code: string | null, report: Report): Village | null {
  const village = code === null ? null : (areas.villages.get(code) ?? null);
  if (code !== null && village === null) report('villageCode', 'area.unknown_village', UNKNOWN_VILLAGE);
  return village;
}

/** Without a code of its own the district is that of the village. */
function districtByCode(areas: CityAreas, code: string | null, village: Village | null, report: Report): District | null {
  const district = areas.districts.get(code ?? village?.districtCode ?? '') ?? null;
  if (code !== null && district === null) report('districtCode', 'area.unknown_district', UNKNOWN_DISTRICT);
  if (district !== null && village !== null && village.districtCode !== district.code)
    report('villageCode', 'area.village_elsewhere', VILLAGE_ELSEWHERE);
  return district;
}

const UNKNOWN_DISTRICT = { 'zh-TW': '本市沒有這個行政區', en: 'is not a district of this city' };
const UNKNOWN_VILLAGE = { 'zh-TW': '本市沒有這個里', en: 'is not a village of this city' };
const VILLAGE_ELSEWHERE = { 'zh-TW': '這個里不在指定的行政區', en: 'is not a village of this district' };

/** A village that the address names, when the district it names is the one that was given. */
function villageInWords(areas: CityAreas, { address }: PlaceInput, district: District): Village | null {
  const words = districtFromText(areas.gazetteer, address ?? '');
  return words?.district === district ? words.village : null;
}

function claimByText(areas: CityAreas, { address, landmark }: PlaceInput): Claim | null {
  const inAddress = districtFromText(areas.gazetteer, address ?? '');
  const words = inAddress ?? districtFromText(areas.gazetteer, landmark ?? '');
  if (words === null) return null;
  const { district, village, how, named } = words;
  const reasons = [foundByName(district, village), ...(named.length > 1 ? [severalDistricts(named)] : [])];
  return { district, village, firm: inAddress !== null && how === 'NAME', named, reasons };
}
