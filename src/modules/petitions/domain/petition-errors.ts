import { DomainError } from '../../../kernel/errors.ts';

export class PetitionNotFound extends DomainError {
  readonly code = 'petition.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此案件，請確認編號與查詢碼', en: 'There is no such petition; check the number and the code' };
}

export class ExternalIdTaken extends DomainError {
  readonly code = 'petition.external_id_taken';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '此外部編號的案件已登錄', en: 'A petition with this external id is registered already' };
}

export class ConfirmationNotFound extends DomainError {
  readonly code = 'confirmation.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '確認連結無效', en: 'The confirmation link is not valid' };
}

export class ConfirmationExpired extends DomainError {
  readonly code = 'confirmation.expired';
  readonly refusal = 'gone';
  readonly text = {
    'zh-TW': '確認連結已逾期，請重新陳情',
    en: 'The confirmation link has expired; please send your petition again',
  };
}
