import type { CivilDate } from '../../../../kernel/civil-date.ts';
import { classOf, lastDayDue } from './retention-policy.ts';
import type { RetentionBatch } from './retention-batch.ts';

/** Statuses in which nothing is left to do. */
export const FINAL_STATUSES = ['CLOSED', 'NO_ACTION', 'MERGED', 'WITHDRAWN'] as const;

/**
 * Why a case stays as it is. `LEGAL_HOLD`: somebody needs it. `OPEN`: it is worked on, or tracked. `REFERENCED`: a case that it was merged with,
 * belongs to the family of, or shares a petition with, is not to be made anonymous. `SEALED_WITHOUT_DIGEST`: its record is older than the
 * digests of facts. `NOT_DUE`: it was reopened and closed again, or has another class. `ALREADY_DONE`: by another batch.
 */
export const LEFT_REASONS = ['LEGAL_HOLD', 'OPEN', 'REFERENCED', 'SEALED_WITHOUT_DIGEST', 'NOT_DUE', 'ALREADY_DONE'] as const;
export type LeftReason = (typeof LEFT_REASONS)[number];

/** A case of a batch as it is when its turn has come. */
export interface RetentionCandidate {
  readonly caseId: string;
  readonly caseNo: string;
  readonly class: string;
  readonly status: string;
  readonly categoryCode: string | null;
  readonly agencyCode: string | null;
  readonly receivedOn: CivilDate;
  readonly closedOn: CivilDate | null;
  readonly petitionIds: readonly string[];
  readonly anonymised: boolean;
  readonly held: boolean;
  /** Whether a link of its record has no digest. */
  readonly undigested: boolean;
  /** Whether a fact about it has no link yet. */
  readonly unsealed: boolean;
}

/** Why a case that was previewed is left, by itself. Null: it is still due. */
export function whyLeft(of: RetentionCandidate, { classes, asOf }: Pick<RetentionBatch, 'classes' | 'asOf'>): LeftReason | null {
  if (of.anonymised) return 'ALREADY_DONE';
  if (of.held) return 'LEGAL_HOLD';
  if (of.closedOn === null || !(FINAL_STATUSES as readonly string[]).includes(of.status)) return 'OPEN';
  if (of.closedOn > lastDayDue(classOf(classes, of.categoryCode), asOf)) return 'NOT_DUE';
  return of.undigested ? 'SEALED_WITHOUT_DIGEST' : null;
}
