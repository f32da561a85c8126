import { IsDefined } from 'class-validator';
import { IsFilled, IsText } from '../../../platform/http/index.ts';
import type { LegalHold } from './domain/legal-hold.ts';

const REASON = 500;

export class HoldDto {
  /** For which proceeding, or why it is over. */
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}

export class LegalHoldView {
  reason: string;
  placedBy: string;
  placedAt: string;
  liftedBy: string | null;
  liftedAt: string | null;
  liftReason: string | null;
}

export class LegalHoldsView {
  /** Whether the case may not be made anonymous now. */
  held: boolean;
  /** The newest first. */
  holds: LegalHoldView[];
}

export const toHoldsView = (holds: readonly LegalHold[], write: (at: Date) => string): LegalHoldsView => ({
  held: holds.some(({ liftedAt }) => liftedAt === null),
  holds: holds.map(({ reason, placedBy, placedAt, liftedBy, liftedAt, liftReason }) => ({
    ...{ reason, placedBy, placedAt: write(placedAt) },
    ...{ liftedBy, liftedAt: liftedAt && write(liftedAt), liftReason },
  })),
});
