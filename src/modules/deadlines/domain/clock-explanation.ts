import type { ExplainedDay, Sla } from '../../calendar/index.ts';
import type { ClockReading } from './clock-ledger.ts';
import type { PlannedStep } from './deadline.ts';
import type { LegClocks } from './leg-clock.ts';

/** Why a clock says what it says: the ledger, and every day that was counted since it last started. */
export interface ClockExplanation {
  readonly reading: ClockReading;
  readonly sla: Sla;
  readonly days: readonly ExplainedDay[];
  readonly steps: readonly PlannedStep[];
  readonly held: LegClocks;
  /** False when the count touches days for which no calendar has been published. */
  readonly published: boolean;
  readonly overdue: boolean;
  readonly remainingMinutes: number;
}
