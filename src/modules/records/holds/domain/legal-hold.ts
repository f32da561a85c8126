import { DomainError } from '../../../../kernel/errors.ts';
import type { Fact } from '../../../../kernel/fact.ts';

/** A case that is needed longer than its class says: for a court, an appeal, an investigation (訴訟保全). */
export interface LegalHold {
  readonly id: string;
  readonly caseId: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: Date;
  readonly liftedBy: string | null;
  readonly liftedAt: Date | null;
  readonly liftReason: string | null;
}

/** It is held already. */
export class AlreadyHeld extends DomainError {
  readonly code = 'case.already_held';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '案件已列保全，不得去識別化', en: 'The case is under a legal hold already' };
}

export class NotHeld extends DomainError {
  readonly code = 'case.not_held';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '案件未列保全', en: 'The case is under no legal hold' };
}

export type CaseHoldPlaced = Fact<'case.hold_placed', { readonly reason: string }>;
export type CaseHoldLifted = Fact<'case.hold_lifted', { readonly reason: string }>;

export const holdPlaced = (caseId: string, reason: string): CaseHoldPlaced => ({
  type: 'case.hold_placed',
  subject: { kind: 'case', id: caseId },
  data: { reason },
});

export const holdLifted = (caseId: string, reason: string): CaseHoldLifted => ({
  type: 'case.hold_lifted',
  subject: { kind: 'case', id: caseId },
  data: { reason },
});
