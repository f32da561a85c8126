import { parse } from 'csv-parse/sync';
import type { Problem, TableRow } from '../../kernel/table.ts';

export interface Csv {
  /** The records that could be read, without the header; blank lines are left out. */
  readonly rows: CsvRow[];
  readonly problems: Problem[];
}

export type CsvRow = TableRow;

interface RawRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

const PARSE_REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a cell opened with a quotation mark here is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'something stands between a closing quotation mark and the next comma',
  INVALID_OPENING_QUOTE: 'a quotation mark stands in a cell that does not begin with one',
};

/**
 * Reads a CSV file (RFC 4180, comma, header line). A byte order mark is tolerated, and all three kinds of line ends.
 *
 * A row that cannot be read – not UTF-8, ragged, a stray quotation mark, control characters – is left out and named by line;
 * the others are still answered, so that a caller may take them or refuse the whole file. A file whose header cannot be read or lacks
 * a required column has no rows.
 *
 * @param content text, or the bytes of the file
 * @param required names of the columns that must be there; their order does not matter
 */
export function readCsv(file: string, content: string | Uint8Array, required: readonly string[]): Csv {
  const problem = (line: number, reason: string, column?: string): Problem =>
    column === undefined ? { file, line, reason } : { file, line, column, reason };
  const problems: Problem[] = [];
  const [header, ...records] = splitRecords(decode(content), (line, reason) => problems.push(problem(line, reason)));
  if (header === undefined) return { rows: [], problems: [...problems, problem(1, 'the header line is missing')] };
  const columns = header.cells.map((cell) => cell.trim());
  const headerProblems = judgeHeader(columns, required).map(({ column, reason }) => problem(header.line, reason, column));
  if (headerProblems.length > 0) return { rows: [], problems: [...problems, ...headerProblems] };

  const rows: CsvRow[] = [];
  for (const record of records) {
    const wrong = judgeRecord(record, columns);
    if (wrong === null) rows.push(toRow(record, columns));
    else problems.push(problem(record.line, wrong.reason, wrong.column));
  }
  return { rows, problems: problems.sort((a, b) => a.line - b.line) };
}

function toRow({ line, cells }: RawRecord, columns: readonly string[]): CsvRow {
  return { line, get: (column) => cells[columns.indexOf(column)]?.trim() ?? '' };
}

/** The records with at least one character in them. The line of a record is the one it begins on, quoted line breaks counted. */
function splitRecords(text: string, report: (line: number, reason: string) => void): RawRecord[] {
  let end = 0; // the last line of the record before
  const records: RawRecord[] = [];
  parse(text, {
    relax_column_count: true,
    record_delimiter: '\n',
    skip_records_with_error: true,
    on_record: (cells: string[], { lines }) => {
      if (cells.some((cell) => cell.trim() !== '')) records.push({ line: end + 1, cells });
      end = lines;
      return null;
    },
    on_skip: (error) => {
      report(end + 1, PARSE_REASONS[error?.code ?? ''] ?? `cannot be read as CSV (${error?.code ?? 'unknown'})`);
      end = Math.max(end, Number(error?.['lines'] ?? end));
      return undefined;
    },
  });
  return records;
}

function judgeHeader(columns: readonly string[], required: readonly string[]): { column?: string; reason: string }[] {
  const unreadable = columns.map(judgeCell).find((reason) => reason !== null);
  if (unreadable !== undefined) return [{ reason: `the header ${unreadable}` }];
  const missing = required
    .filter((column) => !columns.includes(column))
    .map((column) => ({ column, reason: 'the column is missing' }));
  const twice = columns.filter((column, i) => column !== '' && columns.indexOf(column) < i);
  return [...missing, ...twice.map((column) => ({ column, reason: 'the column comes twice' }))];
}

function judgeRecord({ cells }: RawRecord, columns: readonly string[]): { column?: string; reason: string } | null {
  if (cells.length !== columns.length) return { reason: `has ${cells.length} cells, the header has ${columns.length}` };
  for (const [i, cell] of cells.entries()) {
    const reason = judgeCell(cell);
    if (reason !== null) return { column: columns[i]!, reason };
  }
  return null;
}

/** Control characters but tab and line feed, and the marks that reorder what a reader sees. */
const UNWANTED = /(?![\t\n])[\p{Cc}\p{Bidi_Control}]/u;

function judgeCell(cell: string): string | null {
  if (cell.includes('\ufffd')) return 'is not UTF-8'; // what a decoder leaves where the bytes were none
  const unwanted = UNWANTED.exec(cell)?.[0];
  if (unwanted === undefined) return null;
  return `holds the control character U+${unwanted.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Line ends become line feeds: the parser would count the two characters of CR LF inside quotation marks as two lines. */
function decode(content: string | Uint8Array): string {
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
}
