import type { LeftReason } from './retention-candidate.ts';

/** Of which class and agency, and what becomes of them: so many. */
export interface RetentionCount {
  readonly class: string;
  readonly agencyCode: string | null;
  readonly state: ItemState;
  readonly reason: LeftReason | null;
  readonly count: number;
}

/** `EXCLUDED` when it was previewed, `LEFT` when its turn came. */
export type ItemState = 'DUE' | 'EXCLUDED' | 'DONE' | 'LEFT';

/** A case of a batch. */
export interface RetentionItem {
  readonly caseId: string;
  readonly caseNo: string;
  readonly class: string;
  readonly categoryCode: string | null;
  readonly agencyCode: string | null;
  readonly closedAt: Date | null;
  readonly state: ItemState;
  readonly reason: LeftReason | null;
}
