import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { errorCode, StartupError } from '../../kernel/startup-error.ts';
import { type Problem, problemText, type TableRow } from '../../kernel/table.ts';
import { readCsv } from '../../platform/csv/index.ts';

/** The columns of a case file; their order does not matter, and others may stand between them. */
export const CASE_COLUMNS = [
  'case_id',
  'requested_at',
  'district',
  'service_name',
  'subproject',
  'description',
  'address',
  'lat',
  'lng',
] as const;
export type CaseColumn = (typeof CASE_COLUMNS)[number];

/** One record of a case file, read or unreadable. */
export interface CaseRecord {
  /** The line on which it begins, as an editor counts. */
  readonly line: number;
  /** How much of the file lies before it, 0 to 1; roughly, as the file is read ahead. */
  readonly position: number;
  readonly cell: (column: CaseColumn) => string;
  /** Null when the record could be read; `cell` answers nothing otherwise. */
  readonly unreadable: { readonly reason: string; readonly text: string } | null;
}

/** A description may hold line breaks; a quotation mark that is still open after so many lines was never meant to be one. */
const LONGEST_RECORD = 100;
const LONGEST_LINE = 1_000_000;

/**
 * Reads a case file record by record, however large it is. A record that cannot be read is answered as such and the ones after it are
 * read nevertheless, also behind a quotation mark that is never closed.
 *
 * @throws StartupError when the file cannot be opened, or its header lacks a column
 */
export async function* readCaseFile(path: string): AsyncGenerator<CaseRecord> {
  const file = basename(path);
  const size = await sizeOf(path);
  const stream = createReadStream(path, { encoding: 'utf8' });
  const read = (): number => (size === 0 ? 1 : stream.bytesRead / size);
  try {
    yield* recordsOf(file, linesOf(stream), read);
  } finally {
    stream.destroy();
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new StartupError(`${path} is a folder; --file names a CSV file.`);
    return found.size;
  } catch (error) {
    throw error instanceof StartupError ? error : new StartupError(`${path} cannot be read (${errorCode(error)}).`);
  }
}

/** The lines of a text that arrives in pieces: ended by LF, CR LF or CR. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/); // a CR at the end may be half of a CR LF
    rest = lines.pop()!;
    if (rest.length > LONGEST_LINE) throw new StartupError(`The file has a line of more than ${LONGEST_LINE} characters.`);
    yield* lines;
  }
  if (rest !== '') yield rest.replace(/\r$/, '');
}

/** @param position how much of the file has been read, 0 to 1 */
export async function* recordsOf(file: string, lines: AsyncIterable<string>, position: () => number): AsyncGenerator<CaseRecord> {
  const reader = new RecordReader(file);
  for await (const line of lines) {
    for (const record of reader.push(line)) yield { ...record, position: position() };
  }
  for (const record of reader.end()) yield { ...record, position: position() };
}

type Read = Omit<CaseRecord, 'position'>;

/** Puts lines together to records. Keeps the lines that may still belong to one. */
class RecordReader {
  private header: string | null = null;
  private pending: string[] = [];
  /** The line of the first pending one. */
  private line = 1;

  constructor(private readonly file: string) {}

  push(line: string): Read[] {
    if (this.header === null) {
      this.header = this.checkHeader(line.replace(/^\ufeff/, ''));
      this.line = 2;
      return [];
    }
    this.pending.push(line);
    return this.take(false);
  }

  end(): Read[] {
    if (this.header === null) this.checkHeader('');
    return this.take(true);
  }

  private checkHeader(header: string): string {
    const { problems } = readCsv(this.file, header, CASE_COLUMNS);
    if (problems.length > 0) throw new StartupError(problems.map(problemText).join('\n'));
    return header;
  }

  private take(ended: boolean): Read[] {
    const records: Read[] = [];
    for (let lines = this.complete(ended); lines > 0; lines = this.complete(ended)) {
      const { taken, record } = this.judge(lines);
      this.pending.splice(0, taken);
      this.line += taken;
      if (record !== null) records.push(record);
    }
    return records;
  }

  /** How many of the pending lines are the next record; 0 when that cannot be told yet. */
  private complete(ended: boolean): number {
    let marks = 0;
    for (const [i, line] of this.pending.entries()) {
      marks += line.split('"').length - 1;
      if (marks % 2 === 0) return i + 1;
    }
    return this.pending.length >= LONGEST_RECORD || (ended && this.pending.length > 0) ? 1 : 0;
  }

  /** Several lines that make no record together are none: the first one is at fault, the others are looked at again. */
  private judge(lines: number): { taken: number; record: Read | null } {
    const text = this.pending.slice(0, lines).join('\n');
    const { rows, problems } = readCsv(this.file, `${this.header}\n${text}`, CASE_COLUMNS);
    const [row] = rows;
    if (problems.length === 0 && rows.length <= 1) return { taken: lines, record: row ? this.readable(row) : null };
    const alone = readCsv(this.file, `${this.header}\n${this.pending[0]}`, CASE_COLUMNS).problems[0] ?? problems[0];
    return { taken: 1, record: this.unreadable(alone, this.pending[0]!) };
  }

  private readable(row: TableRow): Read {
    return { line: this.line, cell: (column) => row.get(column), unreadable: null };
  }

  private unreadable(problem: Problem | undefined, text: string): Read {
    const where = problem?.column === undefined ? '' : `${problem.column}: `;
    const reason = where + (problem?.reason ?? 'cannot be read as one record');
    return { line: this.line, cell: () => '', unreadable: { reason, text } };
  }
}
