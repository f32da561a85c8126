import type { Case } from './case.ts';
import { liveLegs } from './legs.ts';
import type { Recusal, Recused } from './recusal.ts';
import { CaseRecused } from './recusal-errors.ts';
import type { Signature } from './reply-draft.ts';

type WithRecusals = Pick<Case, 'recusals'>;

export const activeRecusals = ({ recusals }: WithRecusals): Recusal[] => recusals.filter(({ liftedAt }) => liftedAt === null);

export const isRecused = (of: WithRecusals, { accountId, agencyCode }: Partial<Recused>): boolean =>
  activeRecusals(of).some(
    (each) =>
      (each.accountId !== null && each.accountId === accountId) || (each.agencyCode !== null && each.agencyCode === agencyCode),
  );

/** Whether a signature is that of somebody recused, in their own place or in another's. */
export const isSignedByRecused = (of: WithRecusals, { id, onBehalfOf }: Signature): boolean =>
  isRecused(of, { accountId: id }) || (onBehalfOf !== null && isRecused(of, { accountId: onBehalfOf.id }));

/**
 * Nobody does anything to a case that they are recused from.
 * @throws CaseRecused
 */
export function checkGiver(of: Case, { signature }: { readonly signature: Signature | null }): void {
  if (signature !== null && isSignedByRecused(of, signature)) throw new CaseRecused();
}

/**
 * Whatever was done to a case, nobody works on it who is recused from it.
 * @throws CaseRecused
 */
export function checkRecusals(of: Case): void {
  if (isWorkedOnByRecused(of)) throw new CaseRecused();
}

export const isWorkedOnByRecused = (of: Case): boolean =>
  liveLegs(of).some(({ agencyCode, handlerId }) => isRecused(of, { agencyCode, accountId: handlerId }));

/** Whether the recused wrote the reply that waits for approval, decided about it or would decide. */
export function isAnsweredByRecused(of: Case): boolean {
  const { draft } = of;
  if (of.status !== 'PENDING_APPROVAL' || draft?.state !== 'PENDING') return false;
  const hands = [draft.submittedBy, ...draft.decisions.map(({ by }) => by)];
  return (
    hands.some((hand) => isSignedByRecused(of, hand)) ||
    draft.approvers.some((office) => isRecused(of, { agencyCode: office.agencyCode }))
  );
}
