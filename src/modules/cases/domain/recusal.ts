import { type BilingualText, DomainError } from '../../../kernel/errors.ts';
import type { Case } from './case.ts';
import { liveLegs } from './legs.ts';
import type { Signature } from './reply-draft.ts';

/** Somebody, or an agency, that a complaint names: exactly one of the two is set. */
export interface Recused {
  readonly accountId: string | null;
  readonly agencyCode: string | null;
}

/** Nobody handles a complaint about themselves (迴避). */
export interface Recusal extends Recused {
  readonly id: string;
  readonly reason: string;
  readonly at: Date;
  /** Null while it is in force. */
  readonly liftedAt: Date | null;
}

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
  for (const { agencyCode, handlerId } of liveLegs(of)) {
    if (isRecused(of, { agencyCode, accountId: handlerId })) throw new CaseRecused();
  }
}

/** They are named in the complaint. */
export class CaseRecused extends DomainError {
  readonly code = 'case.recused';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '該人員或機關應迴避本案', en: 'This person or agency is recused from the case' };
}

const ALREADY: BilingualText = { 'zh-TW': '該人員或機關已迴避本案', en: 'This person or agency is recused already' };

export class AlreadyRecused extends DomainError {
  readonly code = 'case.already_recused';
  readonly refusal = 'invalid';
  readonly text = ALREADY;

  constructor({ accountId }: Recused) {
    super({ errors: [{ field: fieldOf(accountId), code: 'case.already_recused', text: ALREADY }] });
  }
}

const NOT_RECUSED: BilingualText = { 'zh-TW': '該人員或機關並未迴避本案', en: 'This person or agency is not recused' };

export class NotRecused extends DomainError {
  readonly code = 'case.not_recused';
  readonly refusal = 'invalid';
  readonly text = NOT_RECUSED;

  constructor({ accountId }: Recused) {
    super({ errors: [{ field: fieldOf(accountId), code: 'case.not_recused', text: NOT_RECUSED }] });
  }
}

const fieldOf = (accountId: string | null): string => (accountId === null ? 'agencyCode' : 'accountId');
