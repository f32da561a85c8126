import { type CivilDate, addDays, civilDate, nextDay, weekday } from '../../../kernel/civil-date.ts';
import { type Finding, type RegisterLine, claimedTwice, problemsIn, readRegister } from '../../../kernel/register.ts';
import type { Problem, RowReader, TableRow } from '../../../kernel/table.ts';
import type { DayRule } from './day-rule.ts';

/** Columns of the office calendar as the Directorate-General of Personnel Administration publishes it. */
export const DGPA_COLUMNS = ['西元日期', '星期', '是否放假', '備註'] as const;

/** A published calendar, or what is wrong with it; `days` is a whole year only when there are no problems. */
export interface PublishedCalendar {
  readonly days: ReadonlyMap<CivilDate, DayRule>;
  readonly problems: readonly Problem[];
}

interface PublishedDay {
  readonly day: CivilDate;
  readonly rule: DayRule;
}

const WEEKDAYS = '日一二三四五六';

/** The text of a calendar file: UTF-8, or else the Big5 in which some years were published. */
export function decodeDgpa(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'big5']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding may fit.
    }
  }
  return new TextDecoder().decode(bytes); // with marks where it is unreadable, for the reader of the table to name
}

/**
 * Reads one year of 中華民國政府行政機關辦公日曆表 (data.gov.tw); `是否放假` is 0 for work and 2 for off, so a Saturday with 0 is
 * a make-up working day.
 *
 * Days missing from the year are told when nothing else is wrong, each gap once and at the row after it.
 */
export function parseDgpaCalendar(file: string, rows: readonly TableRow[]): PublishedCalendar {
  const { lines, problems } = readRegister(file, rows, readDay);
  const read = lines.flatMap(({ entry, line }) => (entry === null ? [] : [{ entry, line }]));
  const year = usualYear(read);
  const findings = [
    ...strangers(read, year),
    ...claimedTwice(
      read.map(({ entry, line }) => ({ key: entry.day, line })),
      '西元日期',
    ),
  ];
  if (problems.length + findings.length === 0) findings.push(...missingDays(read, year));
  const all = [...problems, ...problemsIn(file, findings)].sort((a, b) => a.line - b.line);
  return { days: new Map(read.map(({ entry }) => [entry.day, entry.rule])), problems: all };
}

function readDay(reader: RowReader): PublishedDay | null {
  const day = readDate(reader);
  const letter = reader.matching('星期', /^[日一二三四五六]$/, `one of ${WEEKDAYS}`);
  if (day !== null && letter !== '' && letter !== WEEKDAYS[weekday(day)]) {
    reader.report('星期', `${day} is a 星期${WEEKDAYS[weekday(day)]!}, not a 星期${letter}`);
  }
  const kind = reader.oneOf('是否放假', ['0', '2']) === '0' ? 'WORKING' : 'OFF';
  const remark = reader.optional('備註', /^.{1,200}$/su, 'at most 200 characters') ?? '';
  return day && { day, rule: { kind, source: 'PUBLISHED', remark } };
}

function readDate(reader: RowReader): CivilDate | null {
  const text = reader.matching('西元日期', /^\d{8}$/, 'a day written YYYYMMDD');
  if (text === '') return null;
  try {
    return civilDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
  } catch {
    reader.report('西元日期', `${text} is not a day of the calendar`);
    return null;
  }
}

type Lines = readonly RegisterLine<PublishedDay>[];

const yearOf = (day: CivilDate): string => day.slice(0, 4);

/** The year of most rows, so that one mistyped year does not make strangers of all the others. */
function usualYear(lines: Lines): string {
  const counts = new Map<string, number>();
  for (const { entry } of lines) counts.set(yearOf(entry.day), (counts.get(yearOf(entry.day)) ?? 0) + 1);
  return [...counts].reduce<[string, number]>((most, next) => (next[1] > most[1] ? next : most), ['', 0])[0];
}

function strangers(lines: Lines, year: string): Finding[] {
  return lines
    .filter(({ entry }) => yearOf(entry.day) !== year)
    .map(({ entry, line }) => ({ line, column: '西元日期', reason: `${entry.day} is not a day of ${year}` }));
}

function missingDays(lines: Lines, year: string): Finding[] {
  const lineOf = new Map(lines.map(({ entry, line }) => [entry.day, line]));
  if (lineOf.size === 0) return [{ line: 1, reason: 'the calendar has no days' }];
  const findings: Finding[] = [];
  let gap: CivilDate | null = null;
  const close = (day: CivilDate, line: number): void => {
    const last = addDays(day, -1);
    if (gap !== null)
      findings.push({ line, column: '西元日期', reason: gap === last ? `${gap} is missing` : `${gap} to ${last} are missing` });
    gap = null;
  };
  let day = civilDate(`${year}-01-01`);
  for (; yearOf(day) === year; day = nextDay(day)) {
    const line = lineOf.get(day);
    if (line === undefined) gap ??= day;
    else close(day, line);
  }
  close(day, Math.max(...lineOf.values()));
  return findings;
}
