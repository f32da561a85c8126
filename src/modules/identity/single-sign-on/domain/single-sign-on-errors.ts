import { DomainError } from '../../../../kernel/errors.ts';

export class SingleSignOnOff extends DomainError {
  readonly code = 'auth.single_sign_on_off';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '本系統未啟用單一登入', en: 'Single sign-on is not set up here' };
}

/** What a callback must carry is missing, or there twice. */
export class CallbackMalformed extends DomainError {
  readonly code = 'auth.callback_malformed';
  readonly refusal = 'malformed';
  readonly text = { 'zh-TW': '單一登入的回覆不完整', en: 'The answer of the single sign-on is incomplete' };
}

/** Nobody began this sign-in here, or too long ago, or it ended already. */
export class CallbackExpired extends DomainError {
  readonly code = 'auth.callback_expired';
  readonly refusal = 'unauthenticated';
  readonly text = { 'zh-TW': '單一登入已逾時或已完成，請重新登入', en: 'This sign-in is over; begin again' };
}

/** The provider said no, or what it said cannot be believed. */
export class CallbackRefused extends DomainError {
  readonly code = 'auth.callback_refused';
  readonly refusal = 'unauthenticated';
  readonly text = { 'zh-TW': '單一登入未通過，請重新登入', en: 'The single sign-on did not succeed; begin again' };
}

const RETRY_AFTER_SECONDS = 30;

export class ProviderUnavailable extends DomainError {
  readonly code = 'auth.provider_unavailable';
  readonly refusal = 'unavailable';
  readonly text = {
    'zh-TW': '單一登入服務暫時無法使用，請稍後再試',
    en: 'The single sign-on cannot be reached; try again shortly',
  };

  constructor() {
    super({ retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
}

/** The provider knows them, but does not say by what name they are to be known here. */
export class ClaimsIncomplete extends DomainError {
  readonly code = 'auth.claims_incomplete';
  readonly refusal = 'forbidden';
  readonly text = {
    'zh-TW': '單一登入未提供可用的帳號資料，請洽系統管理員',
    en: 'The single sign-on does not name you in a way this system can use; ask your administrator',
  };
}

/** No rule of the city gives them a role. */
export class NoRole extends DomainError {
  readonly code = 'auth.no_role';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '您在本系統沒有任何角色', en: 'You have no role in this system' };
}

export class AccountDisabled extends DomainError {
  readonly code = 'auth.account_disabled';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '您的帳號已停用', en: 'Your account is disabled' };
}

/** Their username is somebody's already, and the city does not say that it is theirs. */
export class AccountNotLinked extends DomainError {
  readonly code = 'auth.account_not_linked';
  readonly refusal = 'forbidden';
  readonly text = {
    'zh-TW': '本系統已有相同名稱的帳號，且未與單一登入連結',
    en: 'An account of this name exists here and is not linked to the single sign-on',
  };
}
