import type { SlaUnit } from '../../calendar/index.ts';
import type { Urgency } from '../../catalog/index.ts';

/** Who is reminded; the handler's deputy while the handler is away, the desk that is staffed day and night. */
export type RecipientLevel = 'HANDLER' | 'DEPUTY' | 'AGENCY_SUPERVISOR' | 'AGENCY_HEAD' | 'CITY_SUPERVISOR' | 'DUTY_DESK';

/** The steps of a deadline, in the order in which they ring. */
export type StepName = 'EARLY_WARNING' | 'DUE' | `OVERDUE_${number}`;

/**
 * When a rung rings. Minutes and shares are of the limit's own time: by the clock for limits of hours, office time for all
 * others, so that nothing of theirs rings in the night.
 *
 * - `SHARE`: when so many percent of the time from the start to the due instant are used up
 * - `OPENING_BEFORE`: when the office opens so many working days before the due day
 * - `AT_DUE`: at the due instant
 * - `MINUTES_AFTER`: so long after the due instant
 * - `OPENING_AFTER`: when the office opens so many working days after the due day
 */
export type RingTime =
  | { readonly kind: 'SHARE'; readonly percent: number }
  | { readonly kind: 'OPENING_BEFORE'; readonly workingDays: number }
  | { readonly kind: 'AT_DUE' }
  | { readonly kind: 'MINUTES_AFTER'; readonly minutes: number }
  | { readonly kind: 'OPENING_AFTER'; readonly workingDays: number };

export interface Rung {
  readonly step: StepName;
  readonly ring: RingTime;
  /** Takes the place of `ring` where that would come on the day of the start or before it, as in the shortest limits. */
  readonly otherwise?: RingTime;
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

/** Whom a deadline reminds and when. Data: the first rule that holds is used. */
export interface ReminderLadder {
  readonly rules: readonly LadderRule[];
}

const AN_HOUR = 60;

/** Hours run day and night, so their reminders do too. */
const hours = (warnAtPercent: number, always: readonly RecipientLevel[]): readonly Rung[] => [
  { step: 'EARLY_WARNING', ring: { kind: 'SHARE', percent: warnAtPercent }, recipients: always },
  { step: 'DUE', ring: { kind: 'AT_DUE' }, recipients: [...always, 'DEPUTY'] },
  { step: 'OVERDUE_1', ring: { kind: 'MINUTES_AFTER', minutes: AN_HOUR }, recipients: [...always, 'AGENCY_SUPERVISOR'] },
  {
    step: 'OVERDUE_2',
    ring: { kind: 'MINUTES_AFTER', minutes: 4 * AN_HOUR },
    recipients: [...always, 'AGENCY_SUPERVISOR', 'AGENCY_HEAD'],
  },
  {
    step: 'OVERDUE_3',
    ring: { kind: 'MINUTES_AFTER', minutes: 24 * AN_HOUR },
    recipients: [...always, 'AGENCY_SUPERVISOR', 'AGENCY_HEAD', 'CITY_SUPERVISOR'],
  },
];

/** The office's limits ring when the office opens, but for the due instant itself, which is when it closes or while it is open. */
const OFFICE: readonly Rung[] = [
  {
    step: 'EARLY_WARNING',
    ring: { kind: 'OPENING_BEFORE', workingDays: 1 },
    otherwise: { kind: 'SHARE', percent: 50 },
    recipients: ['HANDLER'],
  },
  { step: 'DUE', ring: { kind: 'AT_DUE' }, recipients: ['HANDLER', 'DEPUTY'] },
  { step: 'OVERDUE_1', ring: { kind: 'OPENING_AFTER', workingDays: 1 }, recipients: ['HANDLER', 'AGENCY_SUPERVISOR'] },
  {
    step: 'OVERDUE_2',
    ring: { kind: 'OPENING_AFTER', workingDays: 2 },
    recipients: ['HANDLER', 'AGENCY_SUPERVISOR', 'AGENCY_HEAD'],
  },
  {
    step: 'OVERDUE_3',
    ring: { kind: 'OPENING_AFTER', workingDays: 5 },
    recipients: ['HANDLER', 'AGENCY_SUPERVISOR', 'AGENCY_HEAD', 'CITY_SUPERVISOR'],
  },
];

/**
 * The ladder of a city that has not written its own.
 *
 * - hazards in hours: at half of the time, when due, and 1, 4 and 24 hours later, to the duty desk as well
 * - other limits of hours: at three quarters of the time, then the same
 * - all limits of the office: when the office opens one working day before the due day (limits too short for that: at half of
 *   their office time), when due, and when it opens on the first, second and fifth working day after the due day
 *
 * The last rung tells the city; after it nothing rings any more.
 */
export const DEFAULT_LADDER: ReminderLadder = {
  rules: [
    { units: ['HOUR'], safetyHazard: true, rungs: hours(50, ['HANDLER', 'DUTY_DESK']) },
    { units: ['HOUR'], rungs: hours(75, ['HANDLER']) },
    { rungs: OFFICE },
  ],
};
