import { brokenSuccessions, circleFrom, repeatedCodes, type Finding, type RegisterLine } from '../../../kernel/register.ts';
import { validTogether } from '../../../kernel/validity.ts';
import { LOCAL_OFFICE_KINDS, localOfficeKind, type Agency } from './agency.ts';

/** A district as far as an agency needs it. */
export interface ServedDistrict {
  readonly code: string;
  readonly nameZh: string;
}

export type AgencyLine = RegisterLine<Agency>;

/** What is wrong between the agencies of one register; nothing, when it may be loaded. */
export function registerFindings(lines: readonly AgencyLine[], districts: readonly ServedDistrict[]): Finding[] {
  return [
    ...repeatedCodes(lines),
    ...brokenParents(lines),
    ...brokenSuccessions(lines),
    ...rivals(lines, districts),
    ...gaps(lines, districts),
  ];
}

function brokenParents(lines: readonly AgencyLine[]): Finding[] {
  const byCode = new Map(lines.map(({ entry }) => [entry.code, entry]));
  return lines.flatMap(({ entry, line }) => {
    const reason = parentFault(entry, byCode);
    return reason === null ? [] : [{ line, column: 'parent_code', reason }];
  });
}

function parentFault(agency: Agency, byCode: ReadonlyMap<string, Agency>): string | null {
  if (agency.parentCode === null) return null;
  if (!byCode.has(agency.parentCode)) return `${agency.parentCode} does not stand in this file`;
  const circle = circleFrom(agency.code, (code) => byCode.get(code)?.parentCode ?? null);
  return circle === null ? null : `the parents run in a circle: ${circle.join(' → ')}`;
}

/** Two offices of one kind for the same district at the same time: which of them is "the precinct of the place"? */
function rivals(lines: readonly AgencyLine[], districts: readonly ServedDistrict[]): Finding[] {
  const nameOf = new Map(districts.map((district) => [district.code, district.nameZh]));
  return lines.flatMap(({ entry: agency, line }, i) =>
    lines.slice(0, i).flatMap(({ entry: earlier }) => {
      const kind = localOfficeKind(agency.kind);
      if (kind === null || kind !== localOfficeKind(earlier.kind) || !validTogether(agency, earlier)) return [];
      const shared = agency.districtCodes.filter((code) => earlier.districtCodes.includes(code));
      return shared.map((code) => ({
        line,
        column: 'districts',
        reason: `${earlier.code} is the ${kind} of ${nameOf.get(code) ?? code} already`,
      }));
    }),
  );
}

/** Districts without a lasting office of a kind that other districts have. A city without health centres is fine. */
function gaps(lines: readonly AgencyLine[], districts: readonly ServedDistrict[]): Finding[] {
  return LOCAL_OFFICE_KINDS.flatMap((kind) => {
    const offices = lines.map(({ entry }) => entry).filter((agency) => localOfficeKind(agency.kind) === kind);
    const served = new Set(offices.filter((agency) => agency.validTo === null).flatMap((agency) => agency.districtCodes));
    const forgotten = offices.length === 0 ? [] : districts.filter((district) => !served.has(district.code));
    return forgotten.map(({ nameZh }) => ({ line: 1, column: 'districts', reason: `no ${kind} serves ${nameZh}` }));
  });
}
