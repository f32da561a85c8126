import type { SlaUnit } from '../../calendar/index.ts';
import type { Urgency } from '../../catalog/index.ts';

/** Who is reminded; the handler's deputy while the handler is away, the desk that is staffed day and night. */
export const RECIPIENT_LEVELS = [
  'HANDLER',
  'DEPUTY',
  'AGENCY_SUPERVISOR',
  'AGENCY_HEAD',
  'CITY_SUPERVISOR',
  'DUTY_DESK',
] as const;
export type RecipientLevel = (typeof RECIPIENT_LEVELS)[number];

/**
 * The steps of a deadline, in the order in which they ring; but `UNACCEPTED`, which calls until an agency has accepted the case, rings
 * beside all others. `OVERDUE_DAILY` goes on until the case is closed.
 */
export type StepName = 'UNACCEPTED' | 'EARLY_WARNING' | 'DUE' | `OVERDUE_${number}` | 'OVERDUE_DAILY';

/**
 * When a rung rings. Minutes and shares are of the limit's own time: by the clock for limits of hours, office time for all
 * others, so that nothing of theirs rings in the night.
 *
 * - `AT_START`: when the clock starts
 * - `SHARE`: when so many percent of the time from the start to the due instant are used up
 * - `OPENING_BEFORE`: when the office opens so many working days before the due day
 * - `AT_DUE`: at the due instant
 * - `MINUTES_AFTER`: so long after the due instant
 * - `OPENING_AFTER`: when the office opens so many working days after the due day
 */
export type RingTime =
  | { readonly kind: 'AT_START' }
  | { readonly kind: 'SHARE'; readonly percent: number }
  | { readonly kind: 'OPENING_BEFORE'; readonly workingDays: number }
  | { readonly kind: 'AT_DUE' }
  | { readonly kind: 'MINUTES_AFTER'; readonly minutes: number }
  | { readonly kind: 'OPENING_AFTER'; readonly workingDays: number };

/**
 * How a rung goes on after its first ring: when the office opens on every working day, or by the clock at whole multiples of so many
 * minutes, so that a desk is called for all cases at once.
 */
export type Repeat = { readonly every: 'WORKING_DAY' } | { readonly every: 'MINUTES'; readonly minutes: number };

export interface Rung {
  readonly step: StepName;
  readonly ring: RingTime;
  /** Takes the place of `ring` where that would come on the day of the start or before it, as in the shortest limits. */
  readonly otherwise?: RingTime;
  readonly repeat?: Repeat;
  readonly recipients: readonly RecipientLevel[];
}

/** The rungs for some deadlines; a condition that is left out holds for all. */
export interface LadderRule {
  readonly units?: readonly SlaUnit[];
  readonly urgencies?: readonly Urgency[];
  readonly safetyHazard?: boolean;
  /** In the order in which they ring. */
  readonly rungs: readonly Rung[];
}

/** Whom a deadline reminds and when. Data of the city pack: the first rule that holds is used. */
export abstract class ReminderLadder {
  abstract readonly rules: readonly LadderRule[];
}

/** Whether a rule is meant for such deadlines. */
export const holds = (
  rule: LadderRule,
  of: { readonly unit: SlaUnit; readonly urgency: Urgency; readonly safetyHazard: boolean },
): boolean =>
  rule.units?.includes(of.unit) !== false &&
  rule.urgencies?.includes(of.urgency) !== false &&
  (rule.safetyHazard ?? of.safetyHazard) === of.safetyHazard;
