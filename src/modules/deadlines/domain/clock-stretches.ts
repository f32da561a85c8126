import type { BusinessCalendar, SlaUnit } from '../../calendar/index.ts';

/** A time in which a clock ran, and how it is counted. */
export interface Stretch {
  readonly from: Date;
  /** Null while the clock runs. */
  readonly to: Date | null;
  readonly calendar: BusinessCalendar;
  readonly unit: SlaUnit;
}

const MINUTE_MS = 60_000;

/**
 * Whole minutes of stretches before an instant, rounded down. What two of them have in common counts once: a second clock may be
 * counted from a start before the end of the first, when a case with an earlier receipt was merged into its own.
 *
 * @param stretches in the order of time, but for what they have in common
 */
export function minutesUntil(at: Date, stretches: readonly Stretch[]): number {
  let reached = 0;
  let ms = 0;
  for (const { from, to, calendar, unit } of stretches) {
    const begin = Math.max(from.getTime(), reached);
    const end = Math.min((to ?? at).getTime(), at.getTime());
    if (end <= begin) continue;
    ms += Math.round(calendar.minutesBetween(new Date(begin), new Date(end), unit) * MINUTE_MS);
    reached = end;
  }
  return Math.floor(ms / MINUTE_MS);
}
