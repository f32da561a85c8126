import { type Finding, problemsIn, readRegister, type RegisterLine, repeatedCodes } from '../../../../kernel/register.ts';
import type { Problem, TableRow } from '../../../../kernel/table.ts';
import { APPROVER_LEVELS, type ExtensionReason, type ExtensionStep, USUAL_CEILING_DAYS } from './extension-policy.ts';

/** Columns of `extensions.csv`; `note` is for the clerk and is not loaded. */
export const EXTENSION_COLUMNS = ['approver', 'max_days', 'max_times', 'ceiling_days', 'note'] as const;
export const EXTENSION_REASON_COLUMNS = ['code', 'text_zh', 'text_en'] as const;

const MOST_DAYS = 365;
const MOST_TIMES = 20;

const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

/** Reads and judges `extensions.csv`, one line for each level. Without a line nobody extends anything. */
export function parseExtensionSteps(file: string, rows: readonly TableRow[]): { steps: ExtensionStep[]; problems: Problem[] } {
  const { lines, problems } = readRegister(file, rows, (reader): ExtensionStep => ({
    approver: reader.oneOf('approver', APPROVER_LEVELS),
    maxDays: reader.count('max_days', MOST_DAYS),
    maxTimes: reader.count('max_times', MOST_TIMES),
    ceilingDays: reader.optionalCount('ceiling_days', MOST_DAYS) ?? USUAL_CEILING_DAYS,
  }));
  if (problems.length === 0) problems.push(...problemsIn(file, lines.flatMap(ladderFinding)));
  return { steps: lines.map(({ entry }) => entry), problems };
}

/** A step that stands on no higher level than the one before it, or may grant less. */
function ladderFinding(
  { entry, line }: RegisterLine<ExtensionStep>,
  at: number,
  lines: readonly RegisterLine<ExtensionStep>[],
): Finding[] {
  const below = lines[at - 1]?.entry;
  if (below === undefined) return [];
  const before = ({ approver }: ExtensionStep): number => APPROVER_LEVELS.indexOf(approver);
  if (before(entry) <= before(below))
    return [{ line, column: 'approver', reason: `${entry.approver} is not above ${below.approver}` }];
  const less = (
    [
      ['max_days', entry.maxDays < below.maxDays],
      ['max_times', entry.maxTimes < below.maxTimes],
      ['ceiling_days', entry.ceilingDays < below.ceilingDays],
    ] as const
  ).filter(([, isLess]) => isLess);
  return less.map(([column]) => ({ line, column, reason: `${entry.approver} may grant less than ${below.approver}` }));
}

/** Reads and judges `extension_reasons.csv`. */
export function parseExtensionReasons(
  file: string,
  rows: readonly TableRow[],
): { reasons: ExtensionReason[]; problems: Problem[] } {
  const { lines, problems } = readRegister(file, rows, (reader): ExtensionReason => ({
    code: reader.matching('code', CODE, 'a code of capitals, digits and underscores'),
    text: { 'zh-TW': reader.text('text_zh', 200), en: reader.text('text_en', 400) },
  }));
  problems.push(...problemsIn(file, repeatedCodes(lines)));
  return { reasons: lines.map(({ entry }) => entry), problems };
}
