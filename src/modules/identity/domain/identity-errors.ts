import { DomainError } from '../../../kernel/errors.ts';

/** Unknown name, wrong password, wrong code or disabled account: the answer does not tell which. */
export class BadCredentials extends DomainError {
  readonly code = 'auth.bad_credentials';
  readonly refusal = 'unauthenticated';
  readonly text = { 'zh-TW': '帳號、密碼或驗證碼錯誤', en: 'Wrong username, password or code' };
}

/** Too many failures in a row. `retryAfterSeconds` becomes the `Retry-After` header. */
export class AccountLocked extends DomainError {
  readonly code = 'auth.locked';
  readonly refusal = 'too_many';
  readonly text = {
    'zh-TW': '登入失敗次數過多，請稍後再試',
    en: 'Too many failed sign-ins; try again later',
  };

  constructor(until: Date, now: Date) {
    super({ retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)) });
  }
}

/** A page of another site made the browser send this with its cookie. */
export class CrossSiteRequest extends DomainError {
  readonly code = 'auth.cross_site';
  readonly refusal = 'forbidden';
  readonly text = {
    'zh-TW': '以 Cookie 登入的請求須由本站網頁發出',
    en: 'A request signed in by cookie must come from a page of this site',
  };
}

export class UsernameTaken extends DomainError {
  readonly code = 'account.username_taken';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '此帳號已有人使用', en: 'This username is taken' };
}
