import type { BusinessCalendar, Sla } from '../../calendar/index.ts';
import type { ClockState } from './clock-entry.ts';
import type { ReminderLadder, StepName } from './reminder-ladder.ts';
import { type DeadlineFacts, type Step, planSteps } from './reminder-plan.ts';

/** `SUPERSEDED`: a later step rang first, because nobody looked in time. */
export type StepState = 'WAITING' | 'RUNG' | 'SUPERSEDED';

export interface PlannedStep extends Step {
  readonly state: StepState;
}

/** The time limit of a case with its plan of reminders. */
export interface Deadline extends DeadlineFacts {
  readonly id: string;
  readonly caseId: string;
  /** Grows whenever the due instant moves; a step rings at most once per version. */
  readonly version: number;
  readonly state: ClockState;
  readonly calendarVersion: number;
  /** The disaster for which it stands still. */
  readonly suspendedBy: string | null;
  readonly steps: readonly PlannedStep[];
}

/** When to look at a deadline again, and for which step. */
export interface NextRing {
  readonly step: StepName;
  readonly ringAt: Date;
}

/** What a look at a deadline leads to. */
export interface Ringing {
  /** The step whose reminder goes out now; null when none does. */
  readonly fire: Step | null;
  readonly steps: readonly PlannedStep[];
  /** Null when the ladder has come to its end. */
  readonly next: NextRing | null;
}

/** So late a reminder still counts as on time, though the office has closed since: a quarter of an hour. */
const GRACE_MS = 15 * 60_000;

/** The plan of a new deadline. */
export function plan(facts: DeadlineFacts, ladder: ReminderLadder, calendar: BusinessCalendar): PlannedStep[] {
  return planSteps(facts, ladder, calendar).map((step) => ({ ...step, state: 'WAITING' }));
}

/**
 * The plan after the due instant moved – an extension, a pause, a revised calendar. What has rung and would have rung by now in
 * the new plan too is not rung again; what lies ahead again rings again.
 */
export function replan(
  earlier: readonly PlannedStep[],
  facts: DeadlineFacts,
  ladder: ReminderLadder,
  calendar: BusinessCalendar,
  now: Date,
): PlannedStep[] {
  const stateOf = new Map(earlier.map(({ step, state }) => [step, state]));
  const steps = plan(facts, ladder, calendar).map((step) =>
    step.ringAt > now ? step : { ...step, state: stateOf.get(step.step) ?? step.state },
  );
  const lastRung = steps.findLastIndex(({ state }) => state === 'RUNG');
  return steps.map((step, at) => (at < lastRung && step.state === 'WAITING' ? { ...step, state: 'SUPERSEDED' } : step));
}

/** The first step that is still to ring. */
export function nextRing(steps: readonly PlannedStep[]): NextRing | null {
  const waiting = steps.find(({ state }) => state === 'WAITING');
  return waiting ? { step: waiting.step, ringAt: waiting.ringAt } : null;
}

/**
 * What is to be done when somebody looks at a deadline: an alarm that may be late, early or double, or a sweep.
 *
 * Every step rings at most once, in order. When several were missed – nobody was there to look – only the latest rings, for it
 * says all that the others would have said; those are marked as superseded. A reminder of an office's limit that comes more than
 * `GRACE_MS` too late does not go out in the night: it waits until the office opens. Limits of hours ring at any hour.
 */
export function afterRing(steps: readonly PlannedStep[], sla: Sla, now: Date, calendar: BusinessCalendar): Ringing {
  const latest = steps.findLast(({ state, ringAt }) => state === 'WAITING' && ringAt <= now);
  if (latest === undefined) return { fire: null, steps, next: nextRing(steps) };
  const late = now.getTime() - latest.ringAt.getTime() > GRACE_MS;
  if (sla.unit !== 'HOUR' && late && !calendar.isOpen(now)) {
    return { fire: null, steps, next: { step: latest.step, ringAt: calendar.nextOpen(now) } };
  }
  const after = steps.map((step): PlannedStep => {
    if (step.state !== 'WAITING' || step.ringAt > latest.ringAt) return step;
    return { ...step, state: step === latest ? 'RUNG' : 'SUPERSEDED' };
  });
  return { fire: latest, steps: after, next: nextRing(after) };
}
