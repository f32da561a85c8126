import { type BilingualText, DomainError } from '../../../../kernel/errors.ts';

const WRONG: BilingualText = { 'zh-TW': '目前的密碼不正確', en: 'The current password is wrong' };

/** Not 401: the session is as good as before. It counts as a failed sign-in. */
export class WrongPassword extends DomainError {
  readonly code = 'password.wrong';
  readonly refusal = 'invalid';
  readonly text = WRONG;

  constructor() {
    super({ errors: [{ field: 'currentPassword', code: 'password.wrong', text: WRONG }] });
  }
}

/** The accounts of a demonstration share one password, which is a setting. */
export class SharedPassword extends DomainError {
  readonly code = 'password.shared';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '示範帳號共用一組密碼，請以 DEMO_PASSWORD 設定',
    en: 'The demonstration accounts share one password; set it by DEMO_PASSWORD',
  };
}

/** Nobody was sent such a link, or it is too old to be remembered. */
export class NoSuchReset extends DomainError {
  readonly code = 'password_reset.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '連結無效', en: 'The link is not valid' };
}

/** It was used, a newer one was sent, or the account was changed or closed meanwhile. */
export class ResetUsed extends DomainError {
  readonly code = 'password_reset.used';
  readonly refusal = 'gone';
  readonly text = {
    'zh-TW': '連結已使用過或已失效，請重新申請',
    en: 'The link was used or does not count any more; ask for another',
  };
}

export class ResetExpired extends DomainError {
  readonly code = 'password_reset.expired';
  readonly refusal = 'gone';
  readonly text = { 'zh-TW': '連結已逾期，請重新申請', en: 'The link has run out; ask for another' };
}
