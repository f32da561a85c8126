import { civilDate, type CivilDate } from './civil-date.ts';

/** One thing that is wrong in a file a clerk keeps. */
export interface Problem {
  readonly file: string;
  /** 1-based line of the file; the header is line 1. */
  readonly line: number;
  readonly column?: string;
  readonly reason: string;
}

/** One record of a table. */
export interface TableRow {
  /** The line on which the record begins, as an editor counts. */
  readonly line: number;
  /** The cell without blanks around it; empty when the table has no such column. */
  get(column: string): string;
}

/** `file:line column: reason`, the way a compiler says it. */
export const problemText = ({ file, line, column, reason }: Problem): string =>
  `${file}:${line}${column === undefined ? '' : ` ${column}`}: ${reason}`;

/** What a cell holds for reading on after it was found wrong: the row is thrown away in the end. */
const UNREADABLE = '';

/**
 * Reads the cells of one row. Every wrong cell leaves a problem, so that all of them are named at once; the values read from a row
 * count for nothing unless `ok`.
 */
export class RowReader {
  private failed = false;

  constructor(
    private readonly file: string,
    private readonly row: TableRow,
    private readonly problems: Problem[],
  ) {}

  get ok(): boolean {
    return !this.failed;
  }

  report(column: string, reason: string): void {
    this.failed = true;
    this.problems.push({ file: this.file, line: this.row.line, column, reason });
  }

  /** 1 to `max` characters. */
  text(column: string, max = 100): string {
    const value = this.row.get(column);
    if (value === '') this.report(column, 'is empty');
    else if (value.length > max) this.report(column, `is longer than ${max} characters`);
    return value;
  }

  /** The cell when it matches, e.g. a code. `shape` says in words what is expected. */
  matching(column: string, pattern: RegExp, shape: string): string {
    const value = this.row.get(column);
    if (pattern.test(value)) return value;
    this.report(column, `${quoted(value)} is not ${shape}`);
    return UNREADABLE;
  }

  /** Like `matching`, or null for an empty cell. */
  optional(column: string, pattern: RegExp, shape: string): string | null {
    return this.row.get(column) === '' ? null : this.matching(column, pattern, shape);
  }

  oneOf<const T extends string>(column: string, allowed: readonly T[]): T {
    const value = this.row.get(column);
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) this.report(column, `${quoted(value)} is not one of ${allowed.join(', ')}`);
    return found ?? allowed[0]!;
  }

  flag(column: string): boolean {
    return this.oneOf(column, ['Y', 'N']) === 'Y';
  }

  /** A whole number from 1 to `max`. */
  count(column: string, max: number): number {
    const value = this.row.get(column);
    const number = /^[1-9]\d{0,8}$/.test(value) ? Number(value) : 0;
    if (number < 1 || number > max) this.report(column, `${quoted(value)} is not a whole number from 1 to ${max}`);
    return number;
  }

  /** Like `count`, or null for an empty cell. */
  optionalCount(column: string, max: number): number | null {
    return this.row.get(column) === '' ? null : this.count(column, max);
  }

  day(column: string): CivilDate | null {
    const value = this.row.get(column);
    if (value === '') return null;
    try {
      return civilDate(value);
    } catch {
      this.report(column, `${quoted(value)} is not a day written YYYY-MM-DD`);
      return null;
    }
  }

  /** The first day in force, inclusive, and the first day no longer in force; null = no limit on that side. */
  validity(): { readonly validFrom: CivilDate | null; readonly validTo: CivilDate | null } {
    const validFrom = this.day('valid_from');
    const validTo = this.day('valid_to');
    if (validFrom !== null && validTo !== null && validTo <= validFrom) {
      this.report('valid_to', `${validTo} is not after valid_from ${validFrom} (valid_to is the first day no longer valid)`);
    }
    return { validFrom, validTo };
  }

  /** The parts of a cell separated by `;`. A part that is empty or comes twice is a problem. */
  list(column: string): string[] {
    const cell = this.row.get(column);
    const parts = cell === '' ? [] : cell.split(';').map((part) => part.trim());
    if (parts.includes('')) this.report(column, 'has an empty part between semicolons');
    const twice = parts.find((part, i) => part !== '' && parts.indexOf(part) < i);
    if (twice !== undefined) this.report(column, `names ${quoted(twice)} twice`);
    return parts;
  }
}

const quoted = (value: string): string => JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
