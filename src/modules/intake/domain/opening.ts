import type { Opening } from '../../cases/index.ts';
import type { Category } from '../../catalog/index.ts';
import type { Decision } from '../../routing/index.ts';
import type { Draft } from './draft.ts';

/** Mail can be sent in anybody's name: the mailbox waits for the address to be confirmed, but a hazard goes out at once. */
export const needsConfirmation = (draft: Pick<Draft, 'channel'>, category: Category | null): boolean =>
  draft.channel === 'CITY_MAILBOX' && !category?.safetyHazard;

/** How a case begins, by what the rules decided. */
export function openingOf(decision: Decision, awaitsConfirmation: boolean): Opening {
  if (awaitsConfirmation) return { status: 'AWAITING_CONFIRMATION' };
  if (decision.leadAgencyCode === null) return { status: 'TRIAGE', reasons: decision.reasons.map((reason) => reason.code) };
  const { leadAgencyCode: agencyCode, coAgencyCodes, ruleId } = decision;
  return { status: 'DISPATCHED', destination: { agencyCode, coAgencyCodes, ruleId } };
}
