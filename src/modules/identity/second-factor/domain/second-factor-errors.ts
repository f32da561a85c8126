import { DomainError } from '../../../../kernel/errors.ts';

/** The password is right, and a code is asked for besides. */
export class TotpRequired extends DomainError {
  readonly code = 'auth.totp_required';
  readonly refusal = 'unauthenticated';
  override readonly guessedRight = true;
  readonly text = { 'zh-TW': '請輸入驗證碼', en: 'Enter the code of your second factor' };
}

/** A code that is wrong, out of date, or used before. */
export class WrongCode extends DomainError {
  readonly code = 'second_factor.wrong_code';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '驗證碼錯誤、過期或已使用過', en: 'The code is wrong, out of date or used before' };
}

export class NoSecondFactor extends DomainError {
  readonly code = 'second_factor.none';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '尚未設定第二因子', en: 'There is no second factor' };
}

/** Nothing was shown that a code could confirm. */
export class EnrolmentNotBegun extends DomainError {
  readonly code = 'second_factor.not_begun';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '請先取得新的第二因子密鑰', en: 'Ask for a new secret first' };
}

/** The city's rules ask for a second factor of whoever holds one of their roles. */
export class SecondFactorDemanded extends DomainError {
  readonly code = 'second_factor.demanded';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '您的角色須使用第二因子，不得移除', en: 'Your role needs a second factor: it cannot be removed' };
}

/** Whoever takes their own factor away must show it; another administrator need not. */
export class OwnSecondFactor extends DomainError {
  readonly code = 'second_factor.own';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '不得重設自己的第二因子', en: 'Nobody resets their own second factor' };
}
