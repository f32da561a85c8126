import { RowReader, type Problem, type TableRow } from './table.ts';
import { isValidOn, type Succeeded } from './validity.ts';

/** One entry of a register and the line of the file it was read from. */
export interface RegisterLine<T> {
  readonly entry: T;
  readonly line: number;
}

/** What is wrong with a line in the light of the other lines. */
export type Finding = Omit<Problem, 'file'>;

/** Reads every row; the entries of rows with a problem are left out. */
export function readRegister<T>(
  file: string,
  rows: readonly TableRow[],
  read: (reader: RowReader) => T,
): { lines: RegisterLine<T>[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const lines: RegisterLine<T>[] = [];
  for (const row of rows) {
    const reader = new RowReader(file, row, problems);
    const entry = read(reader);
    if (reader.ok) lines.push({ entry, line: row.line });
  }
  return { lines, problems };
}

/** Findings as problems of a file, by line. */
export const problemsIn = (file: string, findings: readonly Finding[]): Problem[] =>
  findings.map((finding) => ({ file, ...finding })).sort((a, b) => a.line - b.line);

/** Codes that an earlier line has taken. */
export function repeatedCodes(lines: readonly RegisterLine<{ readonly code: string }>[]): Finding[] {
  return claimedTwice(
    lines.map(({ entry, line }) => ({ key: entry.code, line })),
    'code',
  );
}

/** Keys that an earlier line has taken, one finding for each line that takes them again. */
export function claimedTwice(claims: readonly { readonly key: string; readonly line: number }[], column: string): Finding[] {
  const first = new Map<string, number>();
  return claims.flatMap(({ key, line }) => {
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, line);
    return earlier === undefined ? [] : [{ line, column, reason: `${key} stands on line ${earlier} already` }];
  });
}

/** Successors that do not exist, come too late, or run in a circle. */
export function brokenSuccessions(lines: readonly RegisterLine<Succeeded>[]): Finding[] {
  const byCode = new Map(lines.map(({ entry }) => [entry.code, entry]));
  return lines.flatMap(({ entry, line }) => {
    const reason = successionFault(entry, byCode);
    return reason === null ? [] : [{ line, column: 'successor_code', reason }];
  });
}

function successionFault(entry: Succeeded, byCode: ReadonlyMap<string, Succeeded>): string | null {
  if (entry.successorCode === null) return null;
  if (entry.validTo === null) return 'a successor is named, but no valid_to: when does it take over?';
  const successor = byCode.get(entry.successorCode);
  if (successor === undefined) return `${entry.successorCode} does not stand in this file`;
  const circle = circleFrom(entry.code, (code) => byCode.get(code)?.successorCode ?? null);
  if (circle !== null) return `the successors run in a circle: ${circle.join(' → ')}`;
  return isValidOn(successor, entry.validTo)
    ? null
    : `${successor.code} is not in force on ${entry.validTo}, when it should take over`;
}

/** The way from a code back to itself, or null when following `next` ends, or runs into a circle it is not part of. */
export function circleFrom(start: string, next: (code: string) => string | null): string[] | null {
  const way = [start];
  for (let code = next(start); code !== null; code = next(code)) {
    if (code === start) return [...way, start];
    if (way.includes(code)) return null;
    way.push(code);
  }
  return null;
}
