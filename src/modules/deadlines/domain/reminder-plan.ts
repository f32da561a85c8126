import { dayOf } from '../../../kernel/civil-date.ts';
import type { BusinessCalendar, Sla } from '../../calendar/index.ts';
import type { Urgency } from '../../catalog/index.ts';
import type { LadderRule, RecipientLevel, ReminderLadder, RingTime, Rung, StepName } from './reminder-ladder.ts';

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
}

/**
 * When a deadline rings and for whom, each step strictly later than the one before it.
 *
 * A warning that would not fall between the start and the due instant is left out: it would say nothing new. Where a later rung
 * would not come after the one below it, both ring once, as the later of them, for the recipients of both.
 */
export function planSteps(facts: DeadlineFacts, ladder: ReminderLadder, calendar: BusinessCalendar): Step[] {
  const rungs = ladder.rules.find((rule) => holds(rule, facts))?.rungs ?? [];
  const due = dueRing(facts, calendar);
  const steps: Step[] = [];
  for (const rung of rungs) {
    const step = { step: rung.step, ringAt: ringOf(rung, due, facts, calendar), recipients: rung.recipients };
    const isWarning = rung.ring.kind === 'SHARE' || rung.ring.kind === 'OPENING_BEFORE';
    if (isWarning && !(facts.startedAt < step.ringAt && step.ringAt < due)) continue;
    const last = steps.at(-1);
    if (last !== undefined && step.ringAt <= last.ringAt) steps[steps.length - 1] = together(last, step);
    else steps.push(step);
  }
  return steps;
}

function holds(rule: LadderRule, { sla, urgency, safetyHazard }: DeadlineFacts): boolean {
  return (
    rule.units?.includes(sla.unit) !== false &&
    rule.urgencies?.includes(urgency) !== false &&
    (rule.safetyHazard ?? safetyHazard) === safetyHazard
  );
}

const together = (last: Step, step: Step): Step => ({
  step: step.step,
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
