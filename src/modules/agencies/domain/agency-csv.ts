import { problemsIn, readRegister } from '../../../kernel/register.ts';
import type { Problem, RowReader, TableRow } from '../../../kernel/table.ts';
import { registerFindings, type ServedDistrict } from './agency-register.ts';
import { AGENCY_KINDS, localOfficeKind, type Agency } from './agency.ts';

/** Columns of `agencies.csv`; the last is for the clerk and is not loaded. */
export const AGENCY_COLUMNS = [
  'code',
  'name_zh',
  'name_en',
  'kind',
  'parent_code',
  'districts',
  'receives_cases',
  'valid_from',
  'valid_to',
  'successor_code',
  'note',
] as const;

const CODE = /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/;
const CODE_SHAPE = 'a code of capitals, digits and hyphens';

/**
 * Reads and judges `agencies.csv`. Relations – parents, successors, who serves which district – are judged only when every row can be
 * read, so that one typing error does not bring forth a hundred problems.
 *
 * @param districts districts of the city; the file names them by `nameZh`
 */
export function parseAgencies(
  file: string,
  rows: readonly TableRow[],
  districts: readonly ServedDistrict[],
): { agencies: Agency[]; problems: Problem[] } {
  const codeOf = new Map(districts.map((district) => [district.nameZh, district.code]));
  const { lines, problems } = readRegister(file, rows, (reader) => readAgency(reader, codeOf));
  if (problems.length === 0) problems.push(...problemsIn(file, registerFindings(lines, districts)));
  return { agencies: lines.map(({ entry }) => entry), problems };
}

function readAgency(reader: RowReader, codeOf: ReadonlyMap<string, string>): Agency {
  const agency: Agency = {
    code: reader.matching('code', CODE, CODE_SHAPE),
    nameZh: reader.text('name_zh'),
    nameEn: reader.text('name_en', 200),
    kind: reader.oneOf('kind', AGENCY_KINDS),
    parentCode: reader.optional('parent_code', CODE, CODE_SHAPE),
    districtCodes: readDistricts(reader, codeOf),
    receivesCases: reader.flag('receives_cases'),
    ...reader.validity(),
    successorCode: reader.optional('successor_code', CODE, CODE_SHAPE),
  };
  if (localOfficeKind(agency.kind) !== null && agency.districtCodes.length === 0) {
    reader.report('districts', `is empty, but a ${agency.kind} serves certain districts`);
  }
  return agency;
}

function readDistricts(reader: RowReader, codeOf: ReadonlyMap<string, string>): string[] {
  const names = reader.list('districts').filter((name) => name !== '');
  for (const name of names.filter((candidate) => !codeOf.has(candidate))) {
    reader.report('districts', `${JSON.stringify(name)} is not a district of the city`);
  }
  return names.map((name) => codeOf.get(name) ?? name);
}
