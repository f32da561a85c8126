import { parse } from 'csv-parse/sync';
import { type CivilDate, addDays, civilDate, nextDay, weekday } from '../../../kernel/civil-date.ts';
import type { DayRule } from './day-rule.ts';

/** One wrong row. */
export interface CalendarProblem {
  readonly file: string;
  /** In the file, the header being line 1. A missing day is told at the row before which it ought to stand. */
  readonly line: number;
  readonly reason: string;
}

/** A published calendar, or what is wrong with it; `days` holds the good rows, and is a whole year only without problems. */
export interface PublishedCalendar {
  readonly days: ReadonlyMap<CivilDate, DayRule>;
  readonly problems: readonly CalendarProblem[];
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What the four columns hold. */
interface Cells {
  readonly line: number;
  readonly cells: readonly [date: string, letter: string, flag: string, remark: string];
}

interface DayRow {
  readonly line: number;
  readonly day: CivilDate;
  readonly rule: DayRule | null;
}

const COLUMNS = ['西元日期', '星期', '是否放假', '備註'] as const;
const WEEKDAYS = '日一二三四五六';
const KINDS = new Map<string, DayRule['kind']>([
  ['0', 'WORKING'],
  ['2', 'OFF'],
]);

/**
 * Reads one year of the office calendar as the Directorate-General of Personnel Administration publishes it (中華民國政府行政機關
 * 辦公日曆表, data.gov.tw): `西元日期,星期,是否放假,備註`, 0 for work and 2 for off, in UTF-8 with or without a byte order mark
 * or in Big5. A Saturday with 0 is a make-up working day. Throws nothing: whatever is wrong is a problem with its line.
 */
export function parseDgpaCalendar(file: string, bytes: Buffer): PublishedCalendar {
  const problems: CalendarProblem[] = [];
  const report = (line: number, reason: string): void => void problems.push({ file, line, reason });
  const read = rowsOf(decoded(bytes), report);
  const rows = read.map((row) => dayRow(row, report)).filter((row) => row !== null);
  const year = usualYear(rows);
  const seen = new Map<CivilDate, number>();
  const days = new Map<CivilDate, DayRule>();
  for (const { line, day, rule } of rows) {
    const earlier = seen.get(day);
    if (!day.startsWith(year)) report(line, `${day} is not a day of ${year}`);
    else if (earlier !== undefined) report(line, `${day} is already told on line ${earlier}`);
    else {
      seen.set(day, line);
      if (rule !== null) days.set(day, rule);
    }
  }
  if (rows.length > 0) reportMissing(year, seen, report);
  problems.sort((a, b) => a.line - b.line);
  return { days, problems };
}

/** The text, or null when the bytes are neither UTF-8 nor Big5. Big5 is tried second: nearly every byte string is Big5. */
function decoded(bytes: Buffer): string | null {
  for (const encoding of ['utf-8', 'big5']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding may fit.
    }
  }
  return null;
}

type Report = (line: number, reason: string) => void;

/** The cells of the four columns, whatever their order in the file. */
function rowsOf(text: string | null, report: Report): Cells[] {
  if (text === null) {
    report(1, 'the file is neither UTF-8 nor Big5');
    return [];
  }
  const read = records(text, report);
  if (read === null) return [];
  const [header, ...rows] = read;
  const missing = COLUMNS.filter((column) => header?.cells.includes(column) !== true);
  if (missing.length > 0) {
    report(1, `the header lacks ${missing.join(', ')}`);
    return [];
  }
  const [date, letter, flag, remark] = COLUMNS.map((column) => header!.cells.indexOf(column));
  const cell = (cells: readonly string[], at: number | undefined): string => cells[at!] ?? '';
  return rows.map(({ line, cells }) => ({
    line,
    cells: [cell(cells, date), cell(cells, letter), cell(cells, flag), cell(cells, remark)],
  }));
}

/** Null when the file is no CSV, which is reported. */
function records(text: string, report: Report): Row[] | null {
  try {
    const rows: unknown = parse(text, { info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
    return (rows as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      line: info.lines,
      cells: record,
    }));
  } catch (error) {
    const { lines = 1, message } = error as { lines?: number; message: string };
    report(lines, message);
    return null;
  }
}

/** Null when the row names no day. */
function dayRow({ line, cells }: Cells, report: Report): DayRow | null {
  const [date, letter, flag, remark] = cells;
  const day = dayWritten(date);
  if (day === null) {
    report(line, `unknown date ${JSON.stringify(date)}`);
    return null;
  }
  const expected = WEEKDAYS[weekday(day)]!;
  if (letter !== expected) report(line, `${day} is a 星期${expected}, not ${JSON.stringify(letter)}`);
  const kind = KINDS.get(flag);
  if (kind === undefined) report(line, `是否放假 must be 0 or 2, not ${JSON.stringify(flag)}`);
  return { line, day, rule: kind === undefined || letter !== expected ? null : { kind, source: 'PUBLISHED', remark } };
}

function dayWritten(text: string): CivilDate | null {
  if (!/^\d{8}$/.test(text)) return null;
  try {
    return civilDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
  } catch {
    return null;
  }
}

/** The year of most rows, so that one mistyped year does not make strangers of all the others. */
function usualYear(rows: readonly DayRow[]): string {
  const counts = new Map<string, number>();
  for (const { day } of rows) counts.set(day.slice(0, 4), (counts.get(day.slice(0, 4)) ?? 0) + 1);
  return [...counts].reduce<[string, number]>((most, next) => (next[1] > most[1] ? next : most), ['', 0])[0];
}

/** Tells every gap of the year once, at the first row after it. */
function reportMissing(year: string, seen: ReadonlyMap<CivilDate, number>, report: Report): void {
  const end = Math.max(...seen.values());
  let gap: CivilDate | null = null;
  const close = (day: CivilDate, line: number): void => {
    if (gap === null) return;
    const last = addDays(day, -1);
    report(line, gap === last ? `${gap} is missing` : `${gap} to ${last} are missing`);
    gap = null;
  };
  let day = civilDate(`${year}-01-01`);
  for (; day.startsWith(year); day = nextDay(day)) {
    const line = seen.get(day);
    if (line === undefined) gap ??= day;
    else close(day, line);
  }
  close(day, end);
}
