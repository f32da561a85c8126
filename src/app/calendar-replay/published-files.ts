import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, civilDate, type CivilDate, nextDay, weekday } from '../../kernel/civil-date.ts';
import { errorCode, StartupError } from '../../kernel/startup-error.ts';

/** One version of a year as it was published. */
export interface PublishedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly encoding: 'UTF-8' | 'UTF-8 with BOM' | 'Big5';
  /** When it is taken. */
  readonly takenOn: CivilDate;
  /** Every day of its year: whether the offices are open. */
  readonly opens: ReadonlyMap<CivilDate, boolean>;
}

/** A time limit that was counted by somebody else. */
export interface Vector {
  readonly receivedOn: CivilDate;
  /** Whether it was counted by the table as it was first published, or by the last one. */
  readonly byFirst: boolean;
  readonly unit: 'WORKING_DAY' | 'CALENDAR_DAY';
  readonly value: number;
  readonly dueOn: CivilDate;
}

/** On which day the clock shows each of the files: the second one closes the day before, the third one bears its day in its name. */
const FILES = [
  { name: '114年中華民國政府行政機關辦公日曆表.csv', takenOn: civilDate('2025-09-26') },
  { name: '114年中華民國政府行政機關辦公日曆表修正版.csv', takenOn: civilDate('2025-09-30') },
  { name: '114年中華民國政府行政機關辦公日曆表1141020更新.csv', takenOn: civilDate('2025-10-20') },
] as const;
const VECTORS = 'deadline_vectors.csv';
const UNITS = { WD: 'WORKING_DAY', CD: 'CALENDAR_DAY' } as const;

/** The three versions, in the order in which they came. @throws StartupError when one cannot be read */
export function readPublishedFiles(folder: string): [PublishedFile, PublishedFile, PublishedFile] {
  const [first, second, third] = FILES.map(({ name, takenOn }) => {
    const bytes = read(folder, name);
    return { name, bytes, takenOn, ...decoded(bytes) };
  });
  return [first!, second!, third!];
}

/** @throws StartupError when they cannot be read */
export function readVectors(folder: string): Vector[] {
  return rowsOf(read(folder, VECTORS).toString('utf8')).map(([receivedOn, calendar, unit, value, dueOn]) => ({
    receivedOn: civilDate(receivedOn!),
    byFirst: calendar !== 'final',
    unit: UNITS[unit as keyof typeof UNITS],
    value: Number(value),
    dueOn: civilDate(dueOn!),
  }));
}

/** Days on which two versions of a year disagree, in order. */
export const differing = (before: PublishedFile['opens'], after: PublishedFile['opens']): CivilDate[] =>
  [...after].filter(([day, open]) => before.get(day) !== open).map(([day]) => day);

/**
 * The day on which a limit ends, counted on the table itself, day after day: the day of receipt is day 0, an end on a day off moves to
 * the next open day. Days of other years are open from Monday to Friday, but for New Year's Day.
 */
export function countedDue(receivedOn: CivilDate, unit: Vector['unit'], value: number, opens: PublishedFile['opens']): CivilDate {
  const isOpen = (day: CivilDate): boolean => opens.get(day) ?? (weekday(day) % 6 !== 0 && !day.endsWith('-01-01'));
  let day = receivedOn;
  if (unit === 'CALENDAR_DAY') day = addDays(day, value - 1);
  for (let left = unit === 'CALENDAR_DAY' ? 1 : value; left > 0;) {
    day = nextDay(day);
    if (isOpen(day)) left -= 1;
  }
  return day;
}

function read(folder: string, name: string): Buffer {
  const path = join(folder, name);
  try {
    return readFileSync(path);
  } catch (error) {
    throw new StartupError(`${path} cannot be read (${errorCode(error)}).`);
  }
}

function decoded(bytes: Uint8Array): Pick<PublishedFile, 'encoding' | 'opens'> {
  const utf8 = isUtf8(bytes);
  const text = new TextDecoder(utf8 ? 'utf-8' : 'big5').decode(bytes);
  const days = rowsOf(text).map(([date, , off]) => {
    const day = civilDate(date!.replace(/^(\d{4})(\d{2})/, '$1-$2-'));
    return [day, off === '0'] as const;
  });
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb;
  return { encoding: utf8 ? (hasMark ? 'UTF-8 with BOM' : 'UTF-8') : 'Big5', opens: new Map(days) };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Rows without the header. */
const rowsOf = (text: string): string[][] =>
  text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
