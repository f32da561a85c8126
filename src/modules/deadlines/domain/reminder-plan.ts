import { dayOf } from '../../../kernel/civil-date.ts';
import type { BusinessCalendar, Sla } from '../../calendar/index.ts';
import type { Urgency } from '../../catalog/index.ts';
import {
  holds,
  type RecipientLevel,
  type ReminderLadder,
  type Repeat,
  type RingTime,
  type Rung,
  type StepName,
} from './reminder-ladder.ts';

const MINUTE_MS = 60_000;

/** What a plan is made from. */
export interface DeadlineFacts {
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly sla: Sla;
  readonly urgency: Urgency;
  readonly safetyHazard: boolean;
}

/** One reminder of a deadline. */
export interface Step {
  readonly step: StepName;
  readonly ringAt: Date;
  readonly recipients: readonly RecipientLevel[];
  /** Rings again after `ringAt`, which is its next time. */
  readonly repeat?: Repeat;
  /** Of a step that goes on: how often it will have rung then, 1 or more. */
  readonly number?: number;
}

/**
 * When a deadline rings and for whom, each step strictly later than the one before it; `UNACCEPTED` calls beside them, from the start.
 *
 * A warning that would not fall between the start and the due instant is left out: it would say nothing new. Where a later rung
 * would not come after the one below it, both ring once, as the later of them, for the recipients of both.
 */
export function planSteps(facts: DeadlineFacts, ladder: ReminderLadder, calendar: BusinessCalendar): Step[] {
  const rungs = ladder.rules.find((rule) => holds(rule, { ...facts, unit: facts.sla.unit }))?.rungs ?? [];
  const due = dueRing(facts, calendar);
  const calls = rungs.filter(({ step }) => step === 'UNACCEPTED').map((rung) => stepOf(rung, facts.startedAt));
  const steps: Step[] = [];
  for (const rung of rungs.filter(({ step }) => step !== 'UNACCEPTED')) {
    const step = stepOf(rung, ringOf(rung, due, facts, calendar));
    const isWarning = rung.step === 'EARLY_WARNING';
    if (isWarning && !(facts.startedAt < step.ringAt && step.ringAt < due)) continue;
    const last = steps.at(-1);
    if (last !== undefined && step.ringAt <= last.ringAt) steps[steps.length - 1] = together(last, step);
    else steps.push(step);
  }
  return [...calls, ...steps];
}

const stepOf = ({ step, recipients, repeat }: Rung, ringAt: Date): Step => ({
  step,
  ringAt,
  recipients,
  ...(repeat && { repeat, number: 1 }),
});

const together = (last: Step, step: Step): Step => ({
  ...step,
  ringAt: last.ringAt,
  recipients: [...new Set([...last.recipients, ...step.recipients])],
});

/** Counted by an earlier calendar, an end may lie where the office is closed now; it rings when the office opens. */
function dueRing({ dueAt, sla }: DeadlineFacts, calendar: BusinessCalendar): Date {
  return sla.unit === 'HOUR' ? dueAt : calendar.nextOpen(dueAt);
}

function ringOf(rung: Rung, due: Date, facts: DeadlineFacts, calendar: BusinessCalendar): Date {
  const ringAt = ringTime(rung.ring, due, facts, calendar);
  const early = dayOf(ringAt, calendar.timeZone) <= dayOf(facts.startedAt, calendar.timeZone);
  return early && rung.otherwise !== undefined ? ringTime(rung.otherwise, due, facts, calendar) : ringAt;
}

function ringTime(ring: RingTime, due: Date, facts: DeadlineFacts, calendar: BusinessCalendar): Date {
  const dueOn = dayOf(due, calendar.timeZone);
  switch (ring.kind) {
    case 'AT_START':
      return facts.startedAt;
    case 'AT_DUE':
      return due;
    case 'SHARE':
      return afterShare(ring.percent / 100, due, facts, calendar);
    case 'MINUTES_AFTER':
      return after(due, ring.minutes, facts.sla, calendar);
    case 'OPENING_BEFORE':
      return calendar.openingOf(calendar.workingDayBefore(dueOn, ring.workingDays));
    case 'OPENING_AFTER':
      return calendar.openingOf(calendar.addWorkingDays(dueOn, ring.workingDays));
  }
}

function afterShare(share: number, due: Date, { startedAt, sla }: DeadlineFacts, calendar: BusinessCalendar): Date {
  const minutes =
    sla.unit === 'HOUR' ? (due.getTime() - startedAt.getTime()) / MINUTE_MS : calendar.workingMinutesBetween(startedAt, due);
  return after(startedAt, Math.max(0, minutes * share), sla, calendar);
}

function after(at: Date, minutes: number, sla: Sla, calendar: BusinessCalendar): Date {
  return sla.unit === 'HOUR' ? new Date(at.getTime() + Math.round(minutes * MINUTE_MS)) : calendar.addWorkingMinutes(at, minutes);
}
