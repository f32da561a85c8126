import { dayOf } from '../../../kernel/civil-date.ts';
import type { BusinessCalendar, Sla } from '../../calendar/index.ts';
import type { ClockEntry, ClockState } from './clock-entry.ts';
import type { ReminderLadder, StepName } from './reminder-ladder.ts';
import { type DeadlineFacts, type Step, planSteps } from './reminder-plan.ts';

/**
 * `SUPERSEDED`: a later step rang first, because nobody looked in time. `ENDED`: what it called for has been done, or the clock has
 * stopped. A step that goes on waits for its next time after each ring.
 */
export type StepState = 'WAITING' | 'RUNG' | 'SUPERSEDED' | 'ENDED';

export interface PlannedStep extends Step {
  readonly state: StepState;
}

/** The time limit of a case with its plan of reminders. */
export interface Deadline extends DeadlineFacts {
  readonly id: string;
  readonly caseId: string;
  /** Where the case lies: by the calendar of this district it is counted. */
  readonly districtCode: string | null;
  /** Grows whenever the due instant moves; a step rings at most once per version. */
  readonly version: number;
  readonly state: ClockState;
  readonly calendarVersion: number;
  /** The disaster for which it stands still. */
  readonly suspendedBy: string | null;
  readonly steps: readonly PlannedStep[];
}

/** A time limit with the ledger of its clock. */
export interface Clockwork {
  readonly deadline: Deadline;
  readonly entries: readonly ClockEntry[];
}

/** When to look at a deadline again, and for which step. */
export interface NextRing {
  readonly step: StepName;
  readonly ringAt: Date;
}

/** What a look at a deadline leads to. */
export interface Ringing {
  /** The steps whose reminders go out now: at most one of the ladder, and the call for somebody to accept. */
  readonly fire: readonly Step[];
  readonly steps: readonly PlannedStep[];
  /** Null when the ladder has come to its end. */
  readonly next: NextRing | null;
}

const MINUTE_MS = 60_000;

/** So late a reminder still counts as on time, though the office has closed since: a quarter of an hour. */
const GRACE_MS = 15 * MINUTE_MS;

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
  return follow(earlier, plan(facts, ladder, calendar), (step, before) => carriedOn(step, before, calendar, now));
}

/** The plan after the calendar was revised and the due instant stayed: what lies ahead is timed again, what has rung has rung. */
export function retime(
  earlier: readonly PlannedStep[],
  facts: DeadlineFacts,
  ladder: ReminderLadder,
  calendar: BusinessCalendar,
): PlannedStep[] {
  return follow(earlier, plan(facts, ladder, calendar), (step, before) => retimed(step, before, calendar));
}

/** Another plan with what has become of its steps in an earlier one. */
function follow(
  earlier: readonly PlannedStep[],
  planned: readonly PlannedStep[],
  carry: (step: PlannedStep, before: PlannedStep) => PlannedStep,
): PlannedStep[] {
  const beforeOf = new Map(earlier.map((step) => [step.step, step]));
  const steps = planned.map((step) => {
    const before = beforeOf.get(step.step);
    return before ? carry(step, before) : step;
  });
  const lastRung = steps.findLastIndex(({ state }) => state === 'RUNG');
  return steps.map((step, at) =>
    at < lastRung && step.state === 'WAITING' && !isCall(step) ? { ...step, state: 'SUPERSEDED' } : step,
  );
}

/** A step of a new plan, with what has become of it in the earlier one. */
function carriedOn(step: PlannedStep, before: PlannedStep, calendar: BusinessCalendar, now: Date): PlannedStep {
  if (isCall(step)) return before; // whether somebody has accepted does not hang on the due instant
  if (step.ringAt > now) return step;
  if (step.repeat) return hasRung(before) ? advanced(step, calendar, now) : step;
  return { ...step, state: before.state };
}

/** The same step by another calendar. */
function retimed(step: PlannedStep, before: PlannedStep, calendar: BusinessCalendar): PlannedStep {
  if (isCall(step)) return before;
  if (!step.repeat || !hasRung(before)) return { ...step, state: before.state };
  const opens = step.repeat.every === 'WORKING_DAY' && !calendar.isOpen(before.ringAt);
  return opens ? { ...before, ringAt: calendar.nextOpen(before.ringAt) } : before;
}

const isCall = ({ step }: Step): boolean => step === 'UNACCEPTED';

const hasRung = ({ number = 1 }: PlannedStep): boolean => number > 1;

/** Somebody has taken the case on: nobody has to be called for that any more. */
export const accepted = (steps: readonly PlannedStep[]): PlannedStep[] =>
  steps.map((step) => (isCall(step) && step.state === 'WAITING' ? { ...step, state: 'ENDED' } : step));

/** The clock has stopped: nothing rings any more. */
export const stopped = (steps: readonly PlannedStep[]): PlannedStep[] =>
  steps.map((step) => (step.state === 'WAITING' ? { ...step, state: 'ENDED' } : step));

/** Another agency has the case: it has to accept it too. */
export const unaccepted = (steps: readonly PlannedStep[], at: Date): PlannedStep[] =>
  steps.map((step) => (isCall(step) && step.state === 'ENDED' ? { ...step, state: 'WAITING', ringAt: at } : step));

/** Whether its reminders are gathered into one message a day: a limit of days has a morning's time, a hazard or hours have not. */
export const isGathered = ({ sla, safetyHazard }: DeadlineFacts): boolean =>
  (sla.unit === 'WORKING_DAY' || sla.unit === 'CALENDAR_DAY') && !safetyHazard;

/** The step that rings next; of two at one instant the later one. */
export function nextRing(steps: readonly PlannedStep[]): NextRing | null {
  const waiting = steps.filter(({ state }) => state === 'WAITING');
  const [first, ...others] = waiting;
  if (first === undefined) return null;
  const next = others.reduce((soonest, step) => (step.ringAt <= soonest.ringAt ? step : soonest), first);
  return { step: next.step, ringAt: next.ringAt };
}

/**
 * What is to be done when somebody looks at a deadline: an alarm that may be late, early or double, or a sweep.
 *
 * Every step rings at most once, in order, and a step that goes on at most once for each of its times. When several were missed –
 * nobody was there to look – only the latest rings, for it says all that the others would have said; those are marked as superseded. A
 * reminder of an office's limit that comes more than `GRACE_MS` too late does not go out in the night: it waits until the office opens.
 * Limits of hours ring at any hour, and so does the call for somebody to accept.
 */
export function afterRing(steps: readonly PlannedStep[], sla: Sla, now: Date, calendar: BusinessCalendar): Ringing {
  const isDue = (step: PlannedStep): boolean => step.state === 'WAITING' && step.ringAt <= now;
  const calls = steps.filter((step) => isCall(step) && isDue(step));
  const latest = steps.findLast((step) => !isCall(step) && isDue(step));
  const late = latest !== undefined && now.getTime() - latest.ringAt.getTime() > GRACE_MS;
  const waits = late && sla.unit !== 'HOUR' && !calendar.isOpen(now);
  const fire = latest === undefined || waits ? calls : [...calls, latest];
  if (fire.length === 0 && !waits) return { fire, steps, next: nextRing(steps) };
  const after = steps.map((step): PlannedStep => {
    if (fire.includes(step)) return step.repeat ? advanced(step, calendar, now) : { ...step, state: 'RUNG' };
    return isCall(step) || waits || !isDue(step) ? step : { ...step, state: 'SUPERSEDED' };
  });
  const opening = calendar.nextOpen(now);
  const ahead = waits ? after.map((step) => (isDue(step) ? { ...step, ringAt: opening } : step)) : after;
  return { fire, steps: after, next: nextRing(ahead) };
}

/** A step that goes on, at its next time after now. */
function advanced(step: PlannedStep, calendar: BusinessCalendar, now: Date): PlannedStep {
  const { repeat, number = 1 } = step;
  if (repeat === undefined) return step;
  if (repeat.every === 'WORKING_DAY') {
    const tomorrow = calendar.nextWorkingDay(dayOf(now, calendar.timeZone));
    return { ...step, number: number + 1, ringAt: calendar.openingOf(tomorrow) };
  }
  const everyMs = repeat.minutes * MINUTE_MS;
  return { ...step, number: number + 1, ringAt: new Date((Math.floor(now.getTime() / everyMs) + 1) * everyMs) };
}
