import { DomainError } from '../../kernel/errors.ts';

/** This process does not know which keys are in use: it writes nothing that others might not find or read. */
export class VaultKeysOutOfDate extends DomainError {
  readonly code = 'vault.keys_out_of_date';
  readonly refusal = 'unavailable';
  readonly text = {
    'zh-TW': '個人資料保管庫暫時無法寫入，請稍後再試',
    en: 'The vault of personal data cannot be written to right now; try again shortly',
  };
}

export class VaultRotating extends DomainError {
  readonly code = 'vault.rotating';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '金鑰正在更換中', en: 'The keys are being changed already' };
}

export class VaultRotationNotFound extends DomainError {
  readonly code = 'vault.rotation_not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '找不到這次金鑰更換', en: 'There is no such change of keys' };
}
