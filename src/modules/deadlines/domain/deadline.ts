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

export const isSameLimit = (one: Sla, other: Sla): boolean => one.value === other.value && one.unit === other.unit;

/** Whether a clock has the limit, the urgency and the danger of a category. */
export const isCountedBy = (clock: DeadlineFacts, category: Pick<DeadlineFacts, 'sla' | 'urgency' | 'safetyHazard'>): boolean =>
  isSameLimit(clock.sla, category.sla) && clock.urgency === category.urgency && clock.safetyHazard === category.safetyHazard;

/** A step that has rung for a due instant; of one that goes on, how often. */
export interface RungStep {
  readonly step: StepName;
  readonly dueAt: Date;
  readonly number: number;
}

/** A plan that is made anew, with all that has ever rung of the deadline. */
export interface EarlierPlan {
  readonly steps: readonly PlannedStep[];
  readonly rung: readonly RungStep[];
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
 * the new plan too is not rung again; what lies ahead again rings again, but for a due instant that comes back – a closure that was
 * withdrawn – only what had not rung for it.
 */
export function replan(
  earlier: EarlierPlan,
  facts: DeadlineFacts,
  ladder: ReminderLadder,
  calendar: BusinessCalendar,
  now: Date,
): PlannedStep[] {
  return follow(earlier, facts, plan(facts, ladder, calendar), (carried) => carriedOn(carried, calendar, now));
}

/** The plan after the calendar was revised and the due instant stayed: what lies ahead is timed again, what has rung has rung. */
export function retime(
  earlier: EarlierPlan,
  facts: DeadlineFacts,
  ladder: ReminderLadder,
  calendar: BusinessCalendar,
): PlannedStep[] {
  return follow(earlier, facts, plan(facts, ladder, calendar), (carried) => retimed(carried, calendar));
}

/** A step of a new plan. */
interface Carried {
  readonly step: PlannedStep;
  /** The same step of the earlier plan; left out when that had none. */
  readonly before?: PlannedStep;
  /** How often it has rung for the due instant of the new plan. */
  readonly times: number;
}

/** Another plan with what has become of its steps in an earlier one. */
function follow(
  { steps: earlier, rung }: EarlierPlan,
  { dueAt }: DeadlineFacts,
  planned: readonly PlannedStep[],
  carry: (carried: Carried) => PlannedStep,
): PlannedStep[] {
  const beforeOf = new Map(earlier.map((step) => [step.step, step]));
  const forThis = rung.filter((step) => step.dueAt.getTime() === dueAt.getTime());
  const timesOf = new Map(forThis.map(({ step, number }) => [step, number]));
  const steps = planned.map((step): PlannedStep => {
    const [before, times] = [beforeOf.get(step.step), timesOf.get(step.step) ?? 0];
    if (isCall(step)) return before ?? step; // whether somebody has accepted does not hang on the due instant
    return times > 0 && !step.repeat ? { ...step, state: 'RUNG' } : carry({ step, times, ...(before && { before }) });
  });
  const lastRung = steps.findLastIndex(({ state }) => state === 'RUNG');
  return steps.map((step, at) =>
    at < lastRung && step.state === 'WAITING' && !isCall(step) ? { ...step, state: 'SUPERSEDED' } : step,
  );
}

/** With what has become of it in the earlier plan. */
function carriedOn({ step, before, times }: Carried, calendar: BusinessCalendar, now: Date): PlannedStep {
  const ahead = step.ringAt > now;
  if (!step.repeat) return ahead || !before ? step : { ...step, state: before.state };
  const number = times > 0 ? times + 1 : ahead ? 1 : (before?.number ?? 1);
  return ahead || number === 1 ? { ...step, number } : { ...advanced(step, calendar, now), number };
}

/** The same step by another calendar. */
function retimed({ step, before }: Carried, calendar: BusinessCalendar): PlannedStep {
  if (!before) return step;
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
 * Limits of hours and hazards ring at any hour, and so does the call for somebody to accept.
 */
export function afterRing(
  steps: readonly PlannedStep[],
  { sla, safetyHazard }: Pick<DeadlineFacts, 'sla' | 'safetyHazard'>,
  now: Date,
  calendar: BusinessCalendar,
): Ringing {
  const isDue = (step: PlannedStep): boolean => step.state === 'WAITING' && step.ringAt <= now;
  const calls = steps.filter((step) => isCall(step) && isDue(step));
  const latest = steps.findLast((step) => !isCall(step) && isDue(step));
  const late = latest !== undefined && now.getTime() - latest.ringAt.getTime() > GRACE_MS;
  const waits = late && sla.unit !== 'HOUR' && !safetyHazard && !calendar.isOpen(now);
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
