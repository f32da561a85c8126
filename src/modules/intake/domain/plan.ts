import type { BusinessCalendar, Sla } from '../../calendar/index.ts';
import type { Opening } from '../../cases/index.ts';
import type { Category } from '../../catalog/index.ts';
import type { Standstill } from '../../deadlines/index.ts';
import type { Place } from '../../geography/index.ts';
import type { Decision } from '../../routing/index.ts';

/** Everything that is decided about a petition before anything is written. */
export interface Plan {
  /** Now: what is written about the petition says so. */
  readonly at: Date;
  /** The same by the city's calendar, four digits. */
  readonly year: number;
  readonly category: Category | null;
  readonly place: Place | null;
  readonly decision: Decision;
  readonly sla: Sla;
  readonly startedAt: Date;
  /** By which the due instant was counted. */
  readonly calendar: BusinessCalendar;
  readonly dueAt: Date;
  readonly opening: Opening;
  /** The disaster for which the clock stands still from the first; null on ordinary days. */
  readonly standstill: Standstill | null;
  /** What is left of a clock that stands still; null when it runs. */
  readonly remainingMinutes: number | null;
}
