import type { Problem } from '../../kernel/table.ts';
import {
  APPROVAL_COLUMNS,
  LEGAL_REMEDY_COLUMNS,
  parseApprovals,
  parseLegalRemedies,
  parseReplyTemplates,
  REPLY_TEMPLATE_COLUMNS,
  type ReplyBook,
} from '../../modules/cases/index.ts';
import { type CsvRow, readCsv } from '../../platform/csv/index.ts';
import type { PackFile, PackTables } from './pack-tables.ts';

/** Reads what a pack says about replies. All three files may be missing: then nobody approves, and nothing is demanded or offered. */
export function readReplyBook(tables: PackTables, read: PackFile, problems: Problem[]): ReplyBook {
  const known = {
    agencies: new Set(tables.agencies.map(({ code }) => code)),
    categories: new Set(tables.categories.map(({ code }) => code)),
    groups: new Set(tables.categories.map(({ groupCode }) => groupCode)),
  };
  const rowsOf = (file: string, columns: readonly string[]): CsvRow[] => {
    const text = read(file);
    if (text === null) return [];
    const { rows, problems: unreadable } = readCsv(file, text, columns);
    problems.push(...unreadable);
    return rows;
  };
  const approvals = parseApprovals('approvals.csv', rowsOf('approvals.csv', APPROVAL_COLUMNS), known);
  const remedies = parseLegalRemedies('legal-remedies.csv', rowsOf('legal-remedies.csv', LEGAL_REMEDY_COLUMNS), known);
  const templates = parseReplyTemplates('replies.csv', rowsOf('replies.csv', REPLY_TEMPLATE_COLUMNS), known);
  problems.push(...approvals.problems, ...remedies.problems, ...templates.problems);
  return { approvals: approvals.entries, remedies: remedies.entries, templates: templates.entries };
}
