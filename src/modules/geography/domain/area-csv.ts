import {
  claimedTwice,
  problemsIn,
  readRegister,
  repeatedCodes,
  type Finding,
  type RegisterLine,
} from '../../../kernel/register.ts';
import type { Problem, RowReader, TableRow } from '../../../kernel/table.ts';
import { validTogether, type Dated } from '../../../kernel/validity.ts';

export const DISTRICT_COLUMNS = ['code', 'name_zh', 'name_en'] as const;
export const VILLAGE_COLUMNS = ['code', 'district_code', 'name_zh', 'valid_from', 'valid_to'] as const;

/** A district (區); the code is the eight-digit NLSC town code, which begins with the county code. */
export interface District {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** A village (里); the code has eleven digits and begins with that of its district. */
export interface Village extends Dated {
  readonly code: string;
  readonly districtCode: string;
  readonly nameZh: string;
}

/**
 * Reads and judges `districts.csv`.
 *
 * @param countyCode five digits, e.g. 68000
 */
export function parseDistricts(
  file: string,
  rows: readonly TableRow[],
  countyCode: string,
): { districts: District[]; problems: Problem[] } {
  const { lines, problems } = readRegister(file, rows, (reader) => ({
    code: reader.matching('code', new RegExp(`^${countyCode}\\d{3}$`), `a town code of county ${countyCode} (8 digits)`),
    nameZh: reader.text('name_zh', 20),
    nameEn: reader.text('name_en'),
  }));
  const names = lines.map(({ entry, line }) => ({ key: entry.nameZh, line }));
  problems.push(...problemsIn(file, [...repeatedCodes(lines), ...claimedTwice(names, 'name_zh')]));
  if (rows.length === 0) problems.push({ file, line: 1, reason: 'names no district' });
  return { districts: lines.map(({ entry }) => entry), problems };
}

/** Reads and judges `villages.csv`. It may be empty: a city may leave the villages to the boundaries. */
export function parseVillages(
  file: string,
  rows: readonly TableRow[],
  districts: readonly Pick<District, 'code'>[],
): { villages: Village[]; problems: Problem[] } {
  const known = new Set(districts.map(({ code }) => code));
  const { lines, problems } = readRegister(file, rows, (reader) => {
    const village: Village = {
      code: reader.matching('code', /^\d{11}$/, 'a village code of 11 digits'),
      districtCode: reader.matching('district_code', /^\d{8}$/, 'a town code of 8 digits'),
      nameZh: reader.text('name_zh', 20),
      ...reader.validity(),
    };
    judgeDistrict(reader, village, known);
    return village;
  });
  problems.push(...problemsIn(file, [...repeatedCodes(lines), ...namesakes(lines)]));
  return { villages: lines.map(({ entry }) => entry), problems };
}

function judgeDistrict(reader: RowReader, village: Village, known: ReadonlySet<string>): void {
  if (!reader.ok) return;
  if (!known.has(village.districtCode)) reader.report('district_code', `${village.districtCode} is not a district of the city`);
  if (!village.code.startsWith(village.districtCode))
    reader.report('code', `does not begin with its district ${village.districtCode}`);
}

/** Two villages of one name in one district at the same time: an address could mean either. */
function namesakes(lines: readonly RegisterLine<Village>[]): Finding[] {
  const byName = new Map<string, RegisterLine<Village>[]>();
  return lines.flatMap((line) => {
    const key = `${line.entry.districtCode} ${line.entry.nameZh}`;
    const earlier = byName.get(key) ?? [];
    byName.set(key, [...earlier, line]);
    const rival = earlier.find(({ entry }) => validTogether(entry, line.entry));
    return rival === undefined
      ? []
      : [{ line: line.line, column: 'name_zh', reason: `${line.entry.nameZh} stands on line ${rival.line} already` }];
  });
}
