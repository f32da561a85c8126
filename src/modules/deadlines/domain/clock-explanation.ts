import { type BusinessCalendar, type ExplainedDay, explain, type Sla } from '../../calendar/index.ts';
import type { ClockEntry } from './clock-entry.ts';
import { type CalendarOf, type ClockReading, replay } from './clock-ledger.ts';
import type { Deadline, PlannedStep } from './deadline.ts';

/** Why a clock says what it says: the ledger, and every day that was counted since it last started. */
export interface ClockExplanation {
  readonly reading: ClockReading;
  readonly sla: Sla;
  readonly days: readonly ExplainedDay[];
  readonly steps: readonly PlannedStep[];
  /** False when the count touches days for which no calendar has been published. */
  readonly published: boolean;
  readonly overdue: boolean;
  readonly remainingMinutes: number;
}

export function explainClock(
  deadline: Deadline,
  entries: readonly ClockEntry[],
  calendarOf: CalendarOf,
  now: Date,
): ClockExplanation {
  const { sla, steps } = deadline;
  const reading = replay(entries, sla, calendarOf);
  const calendar: BusinessCalendar = calendarOf(reading.calendarVersion);
  const { days, due } = explain(reading.startedAt, sla, calendar);
  const stoppedAt = reading.state === 'STOPPED' ? (entries.at(-1)?.at ?? now) : now;
  return {
    reading,
    sla,
    days,
    steps,
    published: due.published,
    overdue: reading.isOverdue(stoppedAt),
    remainingMinutes: reading.remainingMinutes(stoppedAt),
  };
}
