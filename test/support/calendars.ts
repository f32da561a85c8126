import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { type CivilDate, addDays, civilDate, instantAt } from '../../src/kernel/civil-date.ts';
import { problemText } from '../../src/kernel/table.ts';
import {
  BusinessCalendar,
  DGPA_COLUMNS,
  type DayRule,
  type MinuteSpan,
  decodeDgpa,
  parseDgpaCalendar,
} from '../../src/modules/calendar/index.ts';
import { readCsv } from '../../src/platform/csv/index.ts';

export const TAIPEI = 'Asia/Taipei';
/** 08:30–12:30 and 13:30–17:30. */
export const OFFICE_HOURS: readonly MinuteSpan[] = [
  { from: 510, to: 750 },
  { from: 810, to: 1050 },
];

const FIXTURES = 'src/modules/calendar/domain/fixtures';
const CITY = 'cities/taoyuan/calendar';

/** The office calendars 2024–2026 as Taoyuan's pack has them, the 2025 table in its last revision. */
export const finalCalendar = (): BusinessCalendar => calendarOf(2, [`${CITY}/2024.csv`, `${CITY}/2025.csv`, `${CITY}/2026.csv`]);

/** The same with the 2025 table as it was first published. */
export const firstPublishedCalendar = (): BusinessCalendar =>
  calendarOf(1, [`${CITY}/2024.csv`, `${FIXTURES}/dgpa-2025-as-first-published.csv`, `${CITY}/2026.csv`]);

/** Reads published tables, each a path from the project's root. @throws Error when one of them has a problem */
function calendarOf(version: number, files: readonly string[]): BusinessCalendar {
  const days = new Map<CivilDate, DayRule>();
  for (const file of files) {
    const table = readCsv(file, decodeDgpa(readFileSync(new URL(`../../${file}`, import.meta.url))), DGPA_COLUMNS);
    const read = parseDgpaCalendar(file, table.rows);
    const [problem] = [...table.problems, ...read.problems];
    if (problem !== undefined) throw new Error(problemText(problem));
    for (const [day, rule] of read.days) days.set(day, rule);
  }
  return new BusinessCalendar({ version, timeZone: TAIPEI, officeHours: OFFICE_HOURS, days });
}

/** The instant at which a clock in Taoyuan shows `YYYY-MM-DD HH:MM`. */
export function taipei(text: string): Date {
  const [day = '', time = ''] = text.split(' ');
  const [hours, minutes] = time.split(':').map(Number);
  return instantAt(civilDate(day), hours! * 60 + minutes!, TAIPEI);
}

const FIRST = civilDate('2025-01-01');

/** Any day of half a year; the tables of `calendars` tell some days of its middle. */
export const dates: fc.Arbitrary<CivilDate> = fc.integer({ min: -40, max: 140 }).map((days) => addDays(FIRST, days));
const tableDates: fc.Arbitrary<CivilDate> = fc.integer({ min: 0, max: 100 }).map((days) => addDays(FIRST, days));

/** Any instant on `dates`, to the millisecond. */
export const instants: fc.Arbitrary<Date> = fc
  .tuple(dates, fc.integer({ min: 0, max: 86_399_999 }))
  .map(([day, ms]) => new Date(instantAt(day, 0, TAIPEI).getTime() + ms));

const openParts: fc.Arbitrary<MinuteSpan> = fc.oneof(
  fc.integer({ min: 1, max: 1439 }).map((from) => ({ from, to: 1440 })),
  fc.integer({ min: 1, max: 1439 }).map((to) => ({ from: 0, to })),
);

export const dayRules: fc.Arbitrary<DayRule> = fc
  .tuple(fc.constantFrom('WORKING' as const, 'OFF' as const), fc.option(openParts, { nil: undefined }))
  .map(([kind, open]) => ({ kind, source: 'ANNOUNCED' as const, remark: '', ...(open && { open }) }));

/** Up to 40 strange days in any order, and days between them that nobody decided about. */
export const tables: fc.Arbitrary<[CivilDate, DayRule][]> = fc.uniqueArray(fc.tuple(tableDates, dayRules), {
  maxLength: 40,
  selector: ([day]) => day,
});

export const calendars: fc.Arbitrary<BusinessCalendar> = tables.map(
  (days) => new BusinessCalendar({ version: 7, timeZone: TAIPEI, officeHours: OFFICE_HOURS, days: new Map(days) }),
);
