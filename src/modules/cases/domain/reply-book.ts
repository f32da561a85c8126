import type { BilingualText } from '../../../kernel/errors.ts';
import {
  claimedTwice,
  type Finding,
  problemsIn,
  readRegister,
  type RegisterLine,
  repeatedCodes,
} from '../../../kernel/register.ts';
import type { Problem, RowReader, TableRow } from '../../../kernel/table.ts';

/** A text of the city that a reply may begin from. */
export interface ReplyTemplate {
  readonly code: string;
  /** Null: of any category. */
  readonly categoryCode: string | null;
  readonly text: BilingualText;
}

/** How many must approve the replies of an agency about a category; null stands for any. */
export interface ApprovalRule {
  readonly agencyCode: string | null;
  readonly categoryCode: string | null;
  readonly categoryGroup: string | null;
  readonly levels: 0 | 1 | 2;
}

/** A text on how to appeal, and the categories and groups of categories whose cases are not closed without one. */
export interface LegalRemedy {
  readonly code: string;
  readonly requiredFor: readonly string[];
  readonly text: BilingualText;
}

/** What a city says about its replies. */
export abstract class ReplyBook {
  abstract readonly approvals: readonly ApprovalRule[];
  abstract readonly remedies: readonly LegalRemedy[];
  abstract readonly templates: readonly ReplyTemplate[];
}

/** Columns of `approvals.csv`. */
export const APPROVAL_COLUMNS = ['agency', 'category', 'category_group', 'levels'] as const;

/** Columns of `legal-remedies.csv`. */
export const LEGAL_REMEDY_COLUMNS = ['code', 'required_for', 'text_zh', 'text_en'] as const;

/** Columns of `replies.csv`. */
export const REPLY_TEMPLATE_COLUMNS = ['code', 'category', 'text_zh', 'text_en'] as const;

/** What the files of replies may name. */
export interface ReplyVocabulary {
  readonly agencies: ReadonlySet<string>;
  readonly categories: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

interface Parsed<T> {
  readonly entries: readonly T[];
  readonly problems: readonly Problem[];
}

const CODE = /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/;
const CODE_SHAPE = 'a code of capitals, digits and hyphens';
const LONGEST_TEXT = 4_000;

/** Reads and judges `approvals.csv`: how many must approve a reply, by agency and category. */
export function parseApprovals(file: string, rows: readonly TableRow[], known: ReplyVocabulary): Parsed<ApprovalRule> {
  return parse(file, rows, (reader) => readApproval(reader, known), repeatedRules);
}

/** Reads and judges `legal-remedies.csv`: what citizens are told of appeal, and in which categories they must be. */
export function parseLegalRemedies(file: string, rows: readonly TableRow[], known: ReplyVocabulary): Parsed<LegalRemedy> {
  return parse(file, rows, (reader) => readRemedy(reader, known), repeatedCodes);
}

/** Reads and judges `replies.csv`: texts that replies may begin from. */
export function parseReplyTemplates(file: string, rows: readonly TableRow[], known: ReplyVocabulary): Parsed<ReplyTemplate> {
  const read = (reader: RowReader): ReplyTemplate => ({
    code: reader.matching('code', CODE, CODE_SHAPE),
    categoryCode: named(reader, 'category', known.categories),
    text: { 'zh-TW': reader.text('text_zh', LONGEST_TEXT), en: reader.text('text_en', LONGEST_TEXT) },
  });
  return parse(file, rows, read, repeatedCodes);
}

function parse<T>(
  file: string,
  rows: readonly TableRow[],
  read: (reader: RowReader) => T,
  judge: (lines: readonly RegisterLine<T>[]) => Finding[],
): Parsed<T> {
  const { lines, problems } = readRegister(file, rows, read);
  const found = problems.length === 0 ? problemsIn(file, judge(lines)) : problems;
  return { entries: lines.map(({ entry }) => entry), problems: found };
}

function readApproval(reader: RowReader, known: ReplyVocabulary): ApprovalRule {
  const rule: ApprovalRule = {
    agencyCode: named(reader, 'agency', known.agencies),
    categoryCode: named(reader, 'category', known.categories),
    categoryGroup: named(reader, 'category_group', known.groups),
    levels: Number(reader.oneOf('levels', ['0', '1', '2'])) as ApprovalRule['levels'],
  };
  if (rule.categoryCode !== null && rule.categoryGroup !== null) {
    reader.report('category_group', 'names a group beside a category, which has one already');
  }
  return rule;
}

function readRemedy(reader: RowReader, known: ReplyVocabulary): LegalRemedy {
  const requiredFor = reader.list('required_for');
  for (const code of requiredFor) {
    if (!known.categories.has(code) && !known.groups.has(code)) reader.report('required_for', `there is no ${code}`);
  }
  return {
    code: reader.matching('code', CODE, CODE_SHAPE),
    requiredFor,
    text: { 'zh-TW': reader.text('text_zh', LONGEST_TEXT), en: reader.text('text_en', LONGEST_TEXT) },
  };
}

/** A code of the pack; null for an empty cell, which puts no condition. */
function named(reader: RowReader, column: string, known: ReadonlySet<string>): string | null {
  const code = reader.optional(column, CODE, CODE_SHAPE);
  if (code !== null && code !== '' && !known.has(code)) reader.report(column, `there is no ${code}`);
  return code;
}

/** Two rules for the same: which of them counts? */
const repeatedRules = (lines: readonly RegisterLine<ApprovalRule>[]): Finding[] =>
  claimedTwice(
    lines.map(({ entry: { agencyCode, categoryCode, categoryGroup }, line }) => ({
      key: [agencyCode, categoryCode, categoryGroup].map((code) => code ?? '*').join(' '),
      line,
    })),
    'agency',
  );
