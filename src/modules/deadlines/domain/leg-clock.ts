import type { Case } from '../../cases/index.ts';
import type { ClockState } from './clock-entry.ts';
import type { ClockReading } from './clock-ledger.ts';

export type Leg = Case['assignments'][number];

/** A leg that an agency is rid of. */
export interface EndedLeg extends Pick<Leg, 'agencyCode' | 'assignedAt'> {
  readonly caseId: string;
  readonly endedAt: Date;
}

/** For how long an agency held its leg of a case. */
export interface LegClock {
  readonly leg: Leg;
  readonly state: ClockState;
  /** When the agency was done with it, or rid of it; null while it has it. */
  readonly until: Date | null;
  /** That of the case while the agency is on it; of one that has left, as it was when it left. */
  readonly dueAt: Date;
  readonly heldMinutes: number;
  /** Null when nobody has accepted it. */
  readonly acceptedAfterMinutes: number | null;
}

/** Who held the time of a case. */
export interface LegClocks {
  /** For how long the case's clock has run. */
  readonly ranMinutes: number;
  /** Of that, while no agency led the case: at intake, in triage. With what the leading legs held, it is all of it. */
  readonly unheldMinutes: number;
  readonly legs: readonly LegClock[];
}

/**
 * The clocks of a case's legs. Nothing of them is stored: a leg runs while the case's clock runs, from when it was given to an agency
 * until that one has answered or lost it. A lead answers by ending the case, which stops the case's clock.
 *
 * Minutes are counted as those of the case are, and rounded as its sum is: so leg after leg they add up, to the minute.
 */
export function legClocks(legs: readonly Leg[], reading: ClockReading, now: Date): LegClocks {
  const clocks = legs.map((leg) => legClock(leg, reading, now));
  const held = clocks.filter(({ leg }) => leg.role === 'LEAD').reduce((sum, { heldMinutes }) => sum + heldMinutes, 0);
  const ranMinutes = reading.ranUntil(now);
  return { ranMinutes, unheldMinutes: ranMinutes - held, legs: clocks };
}

function legClock(leg: Leg, reading: ClockReading, now: Date): LegClock {
  const { assignedAt, acceptedAt } = leg;
  const until = untilOf(leg);
  return {
    leg,
    state: until === null ? reading.state : 'STOPPED',
    until,
    dueAt: until === null ? reading.dueAt : leg.dueAt,
    heldMinutes: heldMinutes(reading, assignedAt, until ?? now),
    acceptedAfterMinutes: acceptedAt && heldMinutes(reading, assignedAt, acceptedAt),
  };
}

/** For how long the case's clock ran between two instants. */
export const heldMinutes = (reading: ClockReading, from: Date, to: Date): number => reading.ranUntil(to) - reading.ranUntil(from);

/** A helper is done when it has answered, though it stays on the case. */
const untilOf = ({ role, answeredAt, endedAt }: Leg): Date | null =>
  role === 'CO_HANDLER' && answeredAt !== null ? answeredAt : endedAt;
