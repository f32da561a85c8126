import type { DueExplanation } from '../../calendar/index.ts';
import type { ClockReading } from './clock-ledger.ts';
import type { PlannedStep } from './deadline.ts';
import type { ExplainedLine } from './ledger-texts.ts';
import type { LegClocks } from './leg-clock.ts';

/** Why a clock says what it says: the ledger, and every day since it last started. */
export interface ClockExplanation extends Omit<DueExplanation, 'dueAt'> {
  readonly reading: ClockReading;
  readonly ledger: readonly ExplainedLine[];
  readonly steps: readonly PlannedStep[];
  readonly held: LegClocks;
  readonly overdue: boolean;
  readonly remainingMinutes: number;
}
