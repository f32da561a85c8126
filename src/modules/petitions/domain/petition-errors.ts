import { DomainError } from '../../../kernel/errors.ts';

export class PetitionNotFound extends DomainError {
  readonly code = 'petition.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此案件，請確認編號與查詢碼', en: 'There is no such petition; check the number and the code' };
}

/** Its time of retention is over, and nothing is left that could be shown. */
export class PetitionAnonymised extends DomainError {
  readonly code = 'petition.anonymised';
  readonly refusal = 'gone';
  readonly text = {
    'zh-TW': '此陳情案已逾保存年限，內容已去識別化，無法查詢',
    en: 'The time of retention of this petition is over; its content was made anonymous',
  };

  /** @param anonymisedOn day of the city */
  constructor(anonymisedOn: string) {
    super({ anonymisedOn });
  }
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
