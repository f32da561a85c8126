import { claimedTwice, type Finding, problemsIn, readRegister, type RegisterLine } from '../../../kernel/register.ts';
import type { Problem, RowReader, TableRow } from '../../../kernel/table.ts';
import { findTies } from './publish-check.ts';
import type { RoutingCity } from './routing-city.ts';
import {
  CHANNELS,
  type CoTarget,
  NATURES,
  OFFICE_KINDS,
  type OfficeKind,
  type Rule,
  type RuleConditions,
  SLA_UNITS,
  type Target,
} from './rule.ts';
import { MAX_ANSWERS } from './specificity.ts';
import { parseHours } from './week-hours.ts';

export const ROUTING_COLUMNS = [
  'rule_id',
  'category',
  'category_group',
  'district',
  'village',
  'zone',
  'channel',
  'nature',
  'answers',
  'hours',
  'target',
  'co_agencies',
  'sla',
  'note_zh',
  'note_en',
] as const;

const ANY_DISTRICT = '*';
const RULE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
const ANSWER = /^([A-Za-z]\w*)=(\S(?:.*\S)?)$/;
const SLA = new RegExp(`^([1-9]\\d{0,2}) (${SLA_UNITS.join('|')})$`);
const NOTE_LENGTH = 300;

/** What the cells may name. A district may be called by its code or its Chinese name; the rest goes by code. */
interface Vocabulary {
  readonly category: ReadonlyMap<string, string>;
  readonly category_group: ReadonlyMap<string, string>;
  readonly district: ReadonlyMap<string, string>;
  readonly village: ReadonlyMap<string, string>;
  readonly zone: ReadonlyMap<string, string>;
  readonly channel: ReadonlyMap<string, string>;
  readonly nature: ReadonlyMap<string, string>;
  readonly agencies: ReadonlySet<string>;
}

/**
 * Reads the routing rules of a city pack (`routing.csv`). A rule that cannot be read is left out and every wrong cell of it is a
 * problem, and so is a tie of two rules. What else is unwise about a set of rules is for `lintRules`.
 *
 * A cell holds several values separated by `;`, and an empty cell puts no condition. `district` may be `*`: any district, but one
 * must be known. `answers` are `code=value`; the same code twice means either value. `target` is an agency, an office of the place such
 * as `@DISTRICT_OFFICE`, or `TRIAGE`; `co_agencies` may hold the same except `TRIAGE`.
 */
export function parseRules(file: string, rows: readonly TableRow[], city: RoutingCity): { rules: Rule[]; problems: Problem[] } {
  const vocabulary = vocabularyOf(city);
  const { lines, problems } = readRegister(file, rows, (reader) => readRule(reader, vocabulary));
  const ids = lines.map(({ entry, line }) => ({ key: entry.id, line }));
  problems.push(...problemsIn(file, claimedTwice(ids, 'rule_id')));
  const rules = lines.map(({ entry }) => entry);
  if (problems.length === 0) problems.push(...problemsIn(file, tiesOn(lines, city)));
  return { rules, problems };
}

interface RuleLine {
  readonly id: string;
  readonly line: number;
}

/** Ties are judged only when every row can be read. */
function tiesOn(lines: readonly RegisterLine<Rule>[], city: RoutingCity): Finding[] {
  const lineOf = new Map(lines.map(({ entry, line }) => [entry.id, line]));
  return findTies(
    lines.map(({ entry }) => entry),
    city,
  ).map(({ ruleIds }) => {
    const [first, second] = ruleIds.map((id) => ({ id, line: lineOf.get(id)! })).sort((a, b) => a.line - b.line) as [
      RuleLine,
      RuleLine,
    ];
    const reason = `ties with ${first.id} on line ${first.line}: both can hold for one case, and neither is more specific`;
    return { line: second.line, column: 'rule_id', reason };
  });
}

function vocabularyOf(city: RoutingCity): Vocabulary {
  const themselves = (codes: Iterable<string>): Map<string, string> => new Map([...codes].map((code) => [code, code]));
  const codesOf = (things: readonly { readonly code: string }[]): Map<string, string> =>
    themselves(things.map(({ code }) => code));
  return {
    category: codesOf(city.categories),
    category_group: themselves(city.categories.map(({ groupCode }) => groupCode)),
    district: new Map([...codesOf(city.districts), ...city.districts.map(({ code, nameZh }) => [nameZh, code] as const)]),
    village: codesOf(city.villages),
    zone: codesOf(city.zones),
    channel: themselves(CHANNELS),
    nature: themselves(NATURES),
    agencies: new Set(city.agencies.map(({ code }) => code)),
  };
}

function readRule(reader: RowReader, vocabulary: Vocabulary): Rule {
  return {
    id: reader.matching('rule_id', RULE_ID, 'a rule id of letters, digits, ".", "_" and "-"'),
    when: readConditions(reader, vocabulary),
    target: readTarget(reader, 'target', reader.text('target'), vocabulary) ?? { kind: 'TRIAGE' },
    coTargets: readCoTargets(reader, vocabulary),
    sla: readSla(reader),
    note: { 'zh-TW': readNote(reader, 'note_zh'), en: readNote(reader, 'note_en') },
  };
}

function readConditions(reader: RowReader, vocabulary: Vocabulary): RuleConditions {
  const codes = <T extends string = string>(column: Exclude<keyof Vocabulary, 'agencies'>): T[] =>
    readCodes(reader, column, vocabulary[column]) as T[];
  const categories = codes('category');
  const categoryGroups = codes('category_group');
  if (categories.length > 0 && categoryGroups.length > 0)
    reader.report('category_group', 'stands beside a category: name one of the two');
  return {
    categories,
    categoryGroups,
    districts: codes('district'),
    villages: codes('village'),
    zones: codes('zone'),
    channels: codes('channel'),
    natures: codes('nature'),
    answers: readAnswers(reader),
    hours: readHours(reader),
  };
}

function readCodes(reader: RowReader, column: string, known: ReadonlyMap<string, string>): string[] {
  const values = reader.list(column);
  if (column === 'district' && values.length === 1 && values[0] === ANY_DISTRICT) return [...new Set(known.values())].sort();
  const codes = values.flatMap((value) => {
    const code = known.get(value);
    if (code === undefined && value !== '')
      reader.report(column, `${JSON.stringify(value)} is not a ${column.replace('_', ' ')} of the city`);
    return code ?? [];
  });
  return [...new Set(codes)].sort();
}

function readAnswers(reader: RowReader): RuleConditions['answers'] {
  const byCode = new Map<string, string[]>();
  for (const text of reader.list('answers').filter((value) => value !== '')) {
    const [, code, value] = ANSWER.exec(text) ?? [];
    if (code === undefined) reader.report('answers', `${JSON.stringify(text)} is not written code=value`);
    else byCode.set(code, [...(byCode.get(code) ?? []), value!]);
  }
  if (byCode.size > MAX_ANSWERS) reader.report('answers', `asks for more than ${MAX_ANSWERS} answers`);
  return [...byCode].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, values]) => ({ code, values: values.sort() }));
}

function readHours(reader: RowReader): RuleConditions['hours'] {
  try {
    return parseHours(reader.list('hours').filter((value) => value !== ''));
  } catch (error) {
    reader.report('hours', (error as RangeError).message);
    return [];
  }
}

function readTarget(reader: RowReader, column: string, value: string, { agencies }: Vocabulary): Target | null {
  if (value === '') return null; // reported already
  if (value === 'TRIAGE') return { kind: 'TRIAGE' };
  if (agencies.has(value)) return { kind: 'AGENCY', code: value };
  const office = OFFICE_KINDS.find((kind) => value === `@${kind}`);
  if (office === undefined) reader.report(column, `${JSON.stringify(value)} is not an agency of the city, nor ${TARGET_WORDS}`);
  return office === undefined ? null : officeTarget(office);
}

const TARGET_WORDS = `TRIAGE or one of ${OFFICE_KINDS.map((kind) => `@${kind}`).join(', ')}`;
const officeTarget = (office: OfficeKind): Target => ({ kind: 'OFFICE', office });

function readCoTargets(reader: RowReader, vocabulary: Vocabulary): CoTarget[] {
  return reader.list('co_agencies').flatMap((value) => {
    const target = readTarget(reader, 'co_agencies', value, vocabulary);
    if (target?.kind === 'TRIAGE') reader.report('co_agencies', 'TRIAGE cannot be a co-handler');
    return target === null || target.kind === 'TRIAGE' ? [] : [target];
  });
}

function readSla(reader: RowReader): Rule['sla'] {
  const cell = reader.optional('sla', SLA, `a service level such as "2 HOUR" (${SLA_UNITS.join(', ')})`);
  const [, value, unit] = SLA.exec(cell ?? '') ?? [];
  return value === undefined ? null : { value: Number(value), unit: unit as (typeof SLA_UNITS)[number] };
}

const readNote = (reader: RowReader, column: string): string =>
  reader.optional(column, /^/, '') === null ? '' : reader.text(column, NOTE_LENGTH);
