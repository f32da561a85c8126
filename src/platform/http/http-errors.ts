import { DomainError } from '../../kernel/errors.ts';

export class NotSignedIn extends DomainError {
  readonly code = 'auth.required';
  readonly refusal = 'unauthenticated';
  readonly text = { 'zh-TW': '請先登入', en: 'Sign in first' };
}

export class NotAllowed extends DomainError {
  readonly code = 'auth.not_allowed';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '您沒有執行這個動作的權限', en: 'You are not allowed to do this' };
}

/** The password is an initial one, or too old: signing out, looking at oneself and choosing another is all that is open. */
export class PasswordChangeRequired extends DomainError {
  readonly code = 'auth.password_change_required';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '請先變更密碼', en: 'Change your password first' };
}

/** What an administrator may do from the addresses that `ADMIN_ADDRESSES` names, and from no other. */
export class WrongPlace extends DomainError {
  readonly code = 'auth.wrong_place';
  readonly refusal = 'forbidden';
  readonly text = {
    'zh-TW': '管理功能僅能從指定的網路位址使用',
    en: 'Administration is open to the addresses named for it only',
  };
}

/** A machine that does not sign, or not with its secret, or something else than what arrived. */
export class SignatureWrong extends DomainError {
  readonly code = 'auth.signature_wrong';
  readonly refusal = 'unauthenticated';
  readonly text = { 'zh-TW': 'X-Signature 缺漏或不正確', en: 'X-Signature is missing or wrong' };
}

export class SignatureOutOfDate extends DomainError {
  readonly code = 'auth.signature_out_of_date';
  readonly refusal = 'unauthenticated';
  readonly text = { 'zh-TW': 'X-Signature 的時間相差超過五分鐘', en: 'The time of X-Signature is more than five minutes away' };
}

export class BadIdempotencyKey extends DomainError {
  readonly code = 'idempotency.key_malformed';
  readonly refusal = 'malformed';
  readonly text = {
    'zh-TW': 'Idempotency-Key 須為 1 至 200 個可見 ASCII 字元',
    en: 'Idempotency-Key must be 1 to 200 visible ASCII characters',
  };
}

export class IdempotencyKeyReused extends DomainError {
  readonly code = 'idempotency.key_reused';
  readonly refusal = 'invalid';
  readonly text = {
    'zh-TW': '這個 Idempotency-Key 已用於另一個不同的請求',
    en: 'This Idempotency-Key was used with another request body',
  };
}

/** Another request with the same key is still being worked on. */
export class IdempotencyKeyInUse extends DomainError {
  readonly code = 'idempotency.in_progress';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '相同 Idempotency-Key 的請求正在處理中',
    en: 'A request with the same Idempotency-Key is being processed',
  };
}

export class BadPageCursor extends DomainError {
  readonly code = 'page.bad_cursor';
  readonly refusal = 'malformed';
  readonly text = { 'zh-TW': '分頁游標無效', en: 'The page cursor is not valid' };
}

/** Every request with a body sends one JSON object. */
export class BodyNotObject extends DomainError {
  readonly code = 'request.body_not_object';
  readonly refusal = 'malformed';
  readonly text = { 'zh-TW': '內容必須是一個 JSON 物件', en: 'The body must be one JSON object' };
}

/** Nothing that is meant is nested like that. */
export class BodyTooDeep extends DomainError {
  readonly code = 'request.body_too_deep';
  readonly refusal = 'malformed';
  readonly text = { 'zh-TW': '內容的層次過深', en: 'The body is nested too deeply' };
}
