import type { RetentionBatch } from './retention-batch.ts';
import { type LeftReason, type RetentionCandidate, whyLeft } from './retention-candidate.ts';

/** What becomes of cases that hang together: all are left, all are due, or neither yet. */
export interface FamilyTurn {
  readonly left: readonly { readonly of: RetentionCandidate; readonly reason: LeftReason }[];
  readonly due: readonly RetentionCandidate[];
}

/**
 * One that stays keeps all others. Nothing becomes of them as long as a fact about one of them is not sealed.
 *
 * @param referenced whether they hang together with a case that is not of the batch
 */
export function whatBecomes(
  members: readonly RetentionCandidate[],
  referenced: boolean,
  batch: Pick<RetentionBatch, 'classes' | 'asOf'>,
): FamilyTurn {
  const judged = members.map((of) => ({ of, reason: whyLeft(of, batch) }));
  if (referenced || judged.some(({ reason }) => reason !== null))
    return { left: judged.map(({ of, reason }) => ({ of, reason: reason ?? 'REFERENCED' })), due: [] };
  return { left: [], due: members.some(({ unsealed }) => unsealed) ? [] : members };
}
