import type { CivilDate } from '../../../kernel/civil-date.ts';
import { isValidOn } from '../../../kernel/validity.ts';
import type { Agency } from '../../agencies/index.ts';
import type { District } from '../../geography/index.ts';
import * as say from './reasons.ts';
import type { RoutingCity } from './routing-city.ts';
import type { Reason, RoutingFacts } from './routing-facts.ts';
import { OFFICE_KINDS, type OfficeKind, type Target } from './rule.ts';

interface Office {
  readonly agency: Agency;
  readonly reasons: readonly Reason[];
  /** Itself, with its reasons, when it is in force for ever and open to cases; else null. */
  readonly always: Resolution | null;
}

interface Body {
  readonly agency: Agency;
  /** Who it stands for on any day and at any place; null when that depends on them. */
  readonly always: Resolution | null;
}

/** The agencies of a city, found by their code, or by kind and district. */
export interface AgencyDirectory {
  readonly byCode: ReadonlyMap<string, Body>;
  readonly offices: Readonly<Record<OfficeKind, ReadonlyMap<string, readonly Office[]>>>;
}

/** The agency that a target means, or none; `reasons` say what led there. */
export interface Resolution {
  readonly agency: Agency | null;
  readonly reasons: readonly Reason[];
}

const SELF_GOVERNING = 'SELF_GOVERNING_DISTRICT_OFFICE';

export function compileDirectory(city: Pick<RoutingCity, 'agencies' | 'districts'>): AgencyDirectory {
  const offices = Object.fromEntries(OFFICE_KINDS.map((kind) => [kind, new Map<string, Office[]>()])) as Record<
    OfficeKind,
    Map<string, Office[]>
  >;
  const names = new Map(city.districts.map((district) => [district.code, district]));
  for (const agency of city.agencies) {
    const served = offices[(agency.kind === SELF_GOVERNING ? 'DISTRICT_OFFICE' : agency.kind) as OfficeKind] as
      Map<string, Office[]> | undefined;
    for (const code of served === undefined ? [] : agency.districtCodes) {
      served!.set(code, [...(served!.get(code) ?? []), officeOf(agency, names.get(code))]);
    }
  }
  const byCode = new Map(
    city.agencies.map((agency) => [agency.code, { agency, always: isPlain(agency) ? { agency, reasons: NO_REASONS } : null }]),
  );
  return { byCode, offices };
}

function officeOf(agency: Agency, district: District | undefined): Office {
  const reasons = [say.officeOfPlace(district, agency)];
  if (agency.kind === SELF_GOVERNING) reasons.push(say.selfGoverning(agency));
  return { agency, reasons, always: isLasting(agency) ? { agency, reasons } : null };
}

/** In force for ever, open to cases, and in charge of the whole city: as most agencies are. */
const isPlain = (agency: Agency): boolean => isLasting(agency) && agency.districtCodes.length === 0;
const isLasting = ({ validFrom, validTo, receivesCases }: Agency): boolean =>
  validFrom === null && validTo === null && receivesCases;

/** Who a target is on any day and at any place; null when that depends on them. */
export function alwaysOf(directory: AgencyDirectory, target: Target): Resolution | null {
  if (target.kind === 'TRIAGE') return TRIAGE;
  return target.kind === 'AGENCY' ? (directory.byCode.get(target.code)?.always ?? null) : null;
}

/**
 * Who a target is on the day of the case: a body that is in force, receives cases and serves the district. A dissolved body is
 * followed to its successor. A body that serves only some districts gets no case whose district is unknown or another.
 */
export function resolveTarget(
  directory: AgencyDirectory,
  target: Target,
  { place, moment }: Pick<RoutingFacts, 'place' | 'moment'>,
): Resolution {
  if (target.kind === 'TRIAGE') return TRIAGE;
  const district = place?.district?.code ?? null;
  if (target.kind === 'AGENCY') return alwaysOf(directory, target) ?? resolveAgency(directory, target.code, moment.day, district);
  if (district === null) return nobody(say.unknownDistrict());
  return resolveOffice(directory, target.office, moment.day, district);
}

function resolveAgency(directory: AgencyDirectory, code: string, day: CivilDate, district: string | null): Resolution {
  const { agency, reasons } = inForce(directory, code, day);
  if (agency === null) return { agency, reasons };
  if (!agency.receivesCases) return nobody(...reasons, say.notReceiving(agency));
  if (agency.districtCodes.length === 0) return { agency, reasons };
  if (district === null) return nobody(...reasons, say.unknownDistrict());
  return agency.districtCodes.includes(district) ? { agency, reasons } : nobody(...reasons, say.notServing(agency));
}

/** One office is expected; none or several is a gap in the agencies' data, and a person decides. */
function resolveOffice(directory: AgencyDirectory, kind: OfficeKind, day: CivilDate, district: string): Resolution {
  const listed = directory.offices[kind].get(district) ?? [];
  if (listed.length === 1 && listed[0]!.always !== null) return listed[0]!.always;
  const active = listed.filter(({ agency }) => isValidOn(agency, day));
  const [office, other] = active.length > 0 ? active : listed;
  if (office === undefined) return nobody(say.noOffice(kind));
  if (other !== undefined) return nobody(say.severalOffices(kind, [office.agency, other.agency]));
  const { agency, reasons } = resolveAgency(directory, office.agency.code, day, district);
  return { agency, reasons: reasons.length === 0 ? office.reasons : [...office.reasons, ...reasons] };
}

/** The body itself, or the successor that is in force on the day. */
function inForce(directory: AgencyDirectory, code: string, day: CivilDate): Resolution {
  const first = directory.byCode.get(code)?.agency;
  if (first === undefined) return nobody(say.unknownAgency(code));
  const seen = new Set<Agency>();
  for (let agency: Agency | undefined = first; agency !== undefined && !seen.has(agency); agency = next(directory, agency)) {
    if (isValidOn(agency, day)) return { agency, reasons: agency === first ? NO_REASONS : [say.succeeded(first, agency)] };
    seen.add(agency);
  }
  return nobody(say.notInForce(first));
}

const next = (directory: AgencyDirectory, { successorCode }: Agency): Agency | undefined =>
  successorCode === null ? undefined : directory.byCode.get(successorCode)?.agency;

const NO_REASONS: readonly Reason[] = [];
const TRIAGE: Resolution = { agency: null, reasons: NO_REASONS };
const nobody = (...reasons: Reason[]): Resolution => ({ agency: null, reasons });
