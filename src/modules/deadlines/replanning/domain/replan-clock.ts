import type { Fact } from '../../../../kernel/fact.ts';
import type { BusinessCalendar } from '../../../calendar/index.ts';
import type { ClockEntry } from '../../domain/clock-entry.ts';
import { append, type CalendarOf, type ClockReading, replay } from '../../domain/clock-ledger.ts';
import { deadlineExcused, deadlineReplanned } from '../../domain/deadline-facts.ts';
import {
  type Clockwork,
  type Deadline,
  type EarlierPlan,
  nextRing,
  type NextRing,
  type PlannedStep,
  replan,
  retime,
  type RungStep,
} from '../../domain/deadline.ts';
import type { ReminderLadder } from '../../domain/reminder-ladder.ts';

/** A clock that is counted by an earlier version of the calendar. */
export interface EarlierClock extends Clockwork {
  /** What has rung of it, for whatever due instant. */
  readonly rung: readonly RungStep[];
  /** Since when its case counts as overdue. */
  readonly overdueSince: Date | null;
}

/** A revision of the calendar, and by which ladder reminders are planned. */
export interface Revision {
  readonly calendar: BusinessCalendar;
  readonly calendarOf: CalendarOf;
  readonly ladder: ReminderLadder;
  readonly at: Date;
}

/** A clock as a revision leaves it. */
export interface ReplannedClock {
  readonly entry: ClockEntry;
  readonly deadline: Deadline;
  readonly next: NextRing | null;
  readonly overdueSince: Date | null;
  /** What is left of a clock that stands still; null of one that runs. */
  readonly remainingMinutes: number | null;
  /** Whether its case has to be told: another due instant, overdue since another one, or another rest of a clock that stands still. */
  readonly movesCase: boolean;
  readonly facts: readonly Fact[];
}

/**
 * Counts a clock again by a revised calendar. Nobody is reminded twice of the same: the version grows when anything is timed
 * otherwise, and what has rung for a due instant, now or before it moved away and came back, stays rung.
 */
export function replanClock({ deadline, entries, overdueSince, rung }: EarlierClock, ofCity: Revision): ReplannedClock {
  const revision = revisionIn(deadline.districtCode, ofCity);
  const { calendar, calendarOf, at } = revision;
  const entry: ClockEntry = { kind: 'REPLAN', at, calendarVersion: calendar.version };
  const before = replay(entries, deadline.sla, calendarOf);
  const after = append(entries, entry, deadline.sla, calendarOf);
  const { dueAt } = after;
  const counted = { ...deadline, dueAt, calendarVersion: calendar.version };
  const moved = dueAt.getTime() !== deadline.dueAt.getTime();
  const steps = stepsOf({ steps: deadline.steps, rung }, counted, moved, revision);
  const retimed = moved || !sameTimes(steps, deadline.steps);
  const next: Deadline = retimed ? { ...counted, version: deadline.version + 1, steps } : counted;
  const still = next.state === 'PAUSED';
  const since = overdueAfter({ before, dueAt, overdueSince, deadline }, revision);
  return {
    entry,
    deadline: next,
    next: next.state === 'RUNNING' ? nextRing(next.steps) : null,
    overdueSince: since,
    remainingMinutes: still ? after.remainingMinutes(at) : null,
    movesCase: moved || still || since?.getTime() !== overdueSince?.getTime(),
    facts: factsOf(deadline, next, overdueSince, since),
  };
}

const revisionIn = (districtCode: string | null, of: Revision): Revision => ({
  ...of,
  calendar: of.calendar.in(districtCode),
  calendarOf: (version) => of.calendarOf(version).in(districtCode),
});

function stepsOf(earlier: EarlierPlan, counted: Deadline, moved: boolean, { ladder, calendar, at }: Revision): PlannedStep[] {
  return moved ? replan(earlier, counted, ladder, calendar, at) : retime(earlier, counted, ladder, calendar);
}

const sameTimes = (a: readonly PlannedStep[], b: readonly PlannedStep[]): boolean => timesOf(a) === timesOf(b);

const timesOf = (steps: readonly PlannedStep[]): string =>
  JSON.stringify(steps.filter(({ state }) => state === 'WAITING').map(({ step, ringAt }) => [step, ringAt]));

interface Lateness {
  readonly before: ClockReading;
  /** When the clock is due now. */
  readonly dueAt: Date;
  readonly overdueSince: Date | null;
  readonly deadline: Deadline;
}

/**
 * Since when a case is overdue. Late stays late, though the due instant moves – unless the office turns out to have been closed at
 * the very moment: then it counts from the instant at which it is due now. What an earlier run of the clock left stays as it is.
 */
function overdueAfter({ before, dueAt, overdueSince, deadline }: Lateness, { calendar, calendarOf, at }: Revision): Date | null {
  const since = overdueSince ?? (before.isOverdue(at) ? before.dueAt : null);
  if (since === null || since < deadline.startedAt || deadline.sla.unit === 'HOUR') return since;
  const closed = calendarOf(deadline.calendarVersion).isOpen(since) && !calendar.isOpen(since);
  if (!closed) return since;
  return at > dueAt ? dueAt : null;
}

function factsOf(before: Deadline, after: Deadline, since: Date | null, sinceNow: Date | null): Fact[] {
  const { id: deadlineId, caseId, version, calendarVersion } = after;
  const facts: Fact[] = [];
  if (before.dueAt.getTime() !== after.dueAt.getTime()) {
    const dues = { dueBefore: before.dueAt.toISOString(), dueAfter: after.dueAt.toISOString() };
    facts.push(deadlineReplanned(caseId, { deadlineId, version, calendarVersion, ...dues }));
  }
  if (since !== null && since.getTime() !== sinceNow?.getTime()) {
    const overdue = { overdueSince: since.toISOString(), overdueSinceNow: sinceNow?.toISOString() ?? null };
    facts.push(deadlineExcused(caseId, { deadlineId, calendarVersion, ...overdue }));
  }
  return facts;
}
