import type { CivilDate } from '../../../kernel/civil-date.ts';
import { isValidOn, successorOn, type Succeeded } from '../../../kernel/validity.ts';

export const AGENCY_KINDS = [
  'CITY_GOVERNMENT',
  'BUREAU',
  'OFFICE',
  'COMMISSION',
  'SECOND_LEVEL',
  'ADMINISTRATIVE_CORPORATION',
  'POLICE_PRECINCT',
  'DISTRICT_OFFICE',
  'SELF_GOVERNING_DISTRICT_OFFICE',
  'LAND_OFFICE',
  'HOUSEHOLD_REGISTRATION_OFFICE',
  'HEALTH_CENTER',
  'CITY_COMPANY',
  'EXTERNAL',
] as const;
export type AgencyKind = (typeof AGENCY_KINDS)[number];

/** Kinds of which every district has exactly one office. */
export const LOCAL_OFFICE_KINDS = [
  'DISTRICT_OFFICE',
  'POLICE_PRECINCT',
  'LAND_OFFICE',
  'HOUSEHOLD_REGISTRATION_OFFICE',
  'HEALTH_CENTER',
] as const satisfies readonly AgencyKind[];
export type LocalOfficeKind = (typeof LOCAL_OFFICE_KINDS)[number];

/** A body that may act on a case: part of the city, or one outside it. Its successor is the body that took over its work. */
export interface Agency extends Succeeded {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: AgencyKind;
  readonly parentCode: string | null;
  /** Districts it serves; empty = the whole city. */
  readonly districtCodes: readonly string[];
  /** Whether cases may be sent to it. */
  readonly receivesCases: boolean;
}

/** The kind of local office an agency is; 復興區公所 governs itself and is a district office all the same. Null for all others. */
export function localOfficeKind(kind: AgencyKind): LocalOfficeKind | null {
  if (kind === 'SELF_GOVERNING_DISTRICT_OFFICE') return 'DISTRICT_OFFICE';
  return LOCAL_OFFICE_KINDS.find((local) => local === kind) ?? null;
}

/** The office of a kind that serves a district on a day, e.g. the precinct of 新屋區. */
export const servingOffice = (
  agencies: readonly Agency[],
  kind: LocalOfficeKind,
  districtCode: string,
  on: CivilDate,
): Agency | null =>
  agencies.find(
    (agency) => localOfficeKind(agency.kind) === kind && agency.districtCodes.includes(districtCode) && isValidOn(agency, on),
  ) ?? null;

/** Whether an agency may act in a district. */
export const serves = (agency: Pick<Agency, 'districtCodes'>, districtCode: string): boolean =>
  agency.districtCodes.length === 0 || agency.districtCodes.includes(districtCode);

/** Whether a body exists on a day. */
export const isActive = isValidOn;

/** The body that does the work of `code` on a day: itself while it exists, else the first of its line of successors that does. */
export const successorOf = (agencies: readonly Agency[], code: string, on: CivilDate): Agency | null =>
  successorOn(agencies, code, on);
