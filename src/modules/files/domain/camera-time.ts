import { civilDate, instantAt } from '../../../kernel/civil-date.ts';

const WRITTEN = /^(\d{4}):(\d{2}):(\d{2}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d)/;
const OFFSET = /^[+-](0\d|1[0-4]):[0-5]\d$/;
const FIRST_YEAR = 1995;
/** Clocks of cameras run ahead. */
const AHEAD_MS = 24 * 60 * 60 * 1000;

/**
 * When a camera says that it photographed; null when it says nothing that can be true.
 *
 * @param written `2026:11:20 08:30:00`
 * @param offset of that clock; null: the city's
 */
export function cameraTime(written: string | null, offset: string | null, timeZone: string, now: Date): Date | null {
  const [, year, month, day, hour, minute, second] = WRITTEN.exec(written ?? '') ?? [];
  const date = [year, month, day].join('-');
  if (!isDay(date)) return null;
  const at =
    offset !== null && OFFSET.test(offset)
      ? new Date([date, 'T', hour, ':', minute, ':', second, offset].join(''))
      : new Date(instantAt(civilDate(date), Number(hour) * 60 + Number(minute), timeZone).getTime() + Number(second) * 1000);
  return at.getTime() > now.getTime() + AHEAD_MS ? null : at;
}

function isDay(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date) && at.getUTCFullYear() >= FIRST_YEAR;
}
