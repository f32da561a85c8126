import { type BilingualText, DomainError } from '../../../kernel/errors.ts';
import type { Recused } from './recusal.ts';

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
