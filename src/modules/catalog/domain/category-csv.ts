import {
  brokenSuccessions,
  problemsIn,
  readRegister,
  repeatedCodes,
  type Finding,
  type RegisterLine,
} from '../../../kernel/register.ts';
import type { Problem, RowReader, TableRow } from '../../../kernel/table.ts';
import { validTogether } from '../../../kernel/validity.ts';
import type { SlaUnit } from '../../calendar/index.ts';
import { claimsOf } from './aliases.ts';
import { URGENCIES, type Category } from './category.ts';

/** Columns of `categories.csv`; `sla_basis` and `note` are for the clerk and are not loaded. */
export const CATEGORY_COLUMNS = [
  'code',
  'name_zh',
  'name_en',
  'group_code',
  'group_zh',
  'urgency',
  'sla_value',
  'sla_unit',
  'location_required',
  'safety_hazard',
  'confidential',
  'direct_dispatch',
  'city_appearance_no',
  'owner_agency',
  'keywords',
  'aliases',
  'valid_from',
  'valid_to',
  'successor_code',
  'sla_basis',
  'note',
] as const;

/** The longest service level of each unit: about a month of hours, a quarter of days. The longest in law is 60 days (勞動檢舉). */
const LONGEST: Readonly<Record<SlaUnit, number>> = { HOUR: 720, WORKING_HOUR: 240, WORKING_DAY: 60, CALENDAR_DAY: 90 };
const UNITS = Object.keys(LONGEST) as SlaUnit[];

const CODE = /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/;
const CODE_SHAPE = 'a code of capitals, digits and hyphens';

/** Reads and judges `categories.csv`. Relations between rows are judged only when every row can be read. */
export function parseCategories(file: string, rows: readonly TableRow[]): { categories: Category[]; problems: Problem[] } {
  const { lines, problems } = readRegister(file, rows, readCategory);
  if (problems.length === 0) problems.push(...problemsIn(file, catalogFindings(lines)));
  return { categories: lines.map(({ entry }) => entry), problems };
}

function readCategory(reader: RowReader): Category {
  const unit = reader.oneOf('sla_unit', UNITS);
  const category: Category = {
    code: reader.matching('code', CODE, CODE_SHAPE),
    nameZh: reader.text('name_zh'),
    nameEn: reader.text('name_en', 200),
    groupCode: reader.matching('group_code', CODE, CODE_SHAPE),
    groupZh: reader.text('group_zh'),
    urgency: reader.oneOf('urgency', URGENCIES),
    sla: { value: reader.count('sla_value', LONGEST[unit]), unit },
    locationRequired: reader.flag('location_required'),
    safetyHazard: reader.flag('safety_hazard'),
    confidential: reader.flag('confidential'),
    directDispatch: reader.flag('direct_dispatch'),
    cityAppearanceNo: reader.optionalCount('city_appearance_no', 999),
    ownerAgencyCode: reader.optional('owner_agency', CODE, CODE_SHAPE),
    keywords: reader.list('keywords'),
    aliases: reader.list('aliases'),
    ...reader.validity(),
    successorCode: reader.optional('successor_code', CODE, CODE_SHAPE),
  };
  judgeFields(reader, category);
  return category;
}

function judgeFields(reader: RowReader, category: Category): void {
  if (category.cityAppearanceNo !== null && !category.locationRequired) {
    reader.report('location_required', 'is N, but a city-appearance report always has a place');
  }
  const crowded = category.aliases.find((alias) => alias.split('/').length > 2 || alias.startsWith('/'));
  if (crowded !== undefined) reader.report('aliases', `${JSON.stringify(crowded)} is not "service/item", "item" or "service/"`);
}

function catalogFindings(lines: readonly RegisterLine<Category>[]): Finding[] {
  return [
    ...repeatedCodes(lines),
    ...brokenSuccessions(lines),
    ...unequalGroups(lines),
    ...heldTwice(lines, 'city_appearance_no', appearanceClaim),
    ...heldTwice(lines, 'aliases', (category) =>
      claimsOf(category).map(({ kind, key }) => ({ key: `${kind} ${key}`, said: key })),
    ),
  ];
}

/** Something only one category may hold on a day, and how to say it. */
interface Holding {
  readonly key: string;
  readonly said: string;
}

const appearanceClaim = ({ cityAppearanceNo: number }: Category): Holding[] =>
  number === null ? [] : [{ key: String(number), said: `number ${number}` }];

/** What two categories hold on the same day. */
function heldTwice(
  lines: readonly RegisterLine<Category>[],
  column: string,
  holdingsOf: (category: Category) => readonly Holding[],
): Finding[] {
  const holders = new Map<string, RegisterLine<Category>[]>();
  return lines.flatMap((line) =>
    holdingsOf(line.entry).flatMap(({ key, said }) => {
      const earlier = holders.get(key) ?? [];
      holders.set(key, [...earlier, line]);
      const rival = earlier.find(({ entry }) => entry !== line.entry && validTogether(entry, line.entry));
      return rival === undefined
        ? []
        : [{ line: line.line, column, reason: `${said} is taken by ${rival.entry.code} on line ${rival.line}` }];
    }),
  );
}

/** One group, one name; one name, one group. */
function unequalGroups(lines: readonly RegisterLine<Category>[]): Finding[] {
  const byCode = new Map<string, RegisterLine<Category>>();
  const byName = new Map<string, RegisterLine<Category>>();
  return lines.flatMap((line) => {
    const { groupCode, groupZh } = line.entry;
    const sameCode = firstHolder(byCode, groupCode, line);
    const sameName = firstHolder(byName, groupZh, line);
    const reasons = [
      ...(sameCode.entry.groupZh === groupZh
        ? []
        : [`group ${groupCode} is called ${sameCode.entry.groupZh} on line ${sameCode.line}`]),
      ...(sameName.entry.groupCode === groupCode
        ? []
        : [`${groupZh} is group ${sameName.entry.groupCode} on line ${sameName.line}`]),
    ];
    return reasons.map((reason) => ({ line: line.line, column: 'group_zh', reason }));
  });
}

function firstHolder<T>(holders: Map<string, T>, key: string, candidate: T): T {
  const holder = holders.get(key) ?? candidate;
  holders.set(key, holder);
  return holder;
}
