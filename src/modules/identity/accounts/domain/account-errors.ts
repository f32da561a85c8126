import { DomainError } from '../../../../kernel/errors.ts';

/** Four eyes: whoever asked for an account does not decide about it. */
export class OwnRequest extends DomainError {
  readonly code = 'account.own_request';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '申請人不得核准或駁回自己的申請', en: 'Whoever asked for an account does not decide about it' };
}

/** Nobody takes rights from, or gives rights to, themself. */
export class OwnAccount extends DomainError {
  readonly code = 'account.own_account';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '不得停用自己的帳號、變更自己的角色或使用期限',
    en: 'Nobody disables their own account, or changes its roles or its last day',
  };
}

/** Without an administrator nobody could make another. */
export class LastAdministrator extends DomainError {
  readonly code = 'account.last_administrator';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '至少須保留一位非臨時的系統管理員', en: 'One administrator who is not temporary must be left' };
}

/** The account is in a state in which this cannot be done with it. */
export class IllegalAccountState extends DomainError {
  readonly code = 'account.illegal_state';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '帳號目前的狀態不允許這個動作', en: 'The state of the account does not allow this' };

  /** @param state as `GET /accounts/{accountId}` tells it */
  constructor(state: string) {
    super({ state });
  }
}

/** The last day of a temporary account is over: another is named first. */
export class AccountOutlived extends DomainError {
  readonly code = 'account.outlived';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '臨時帳號已逾使用期限，請先變更期限', en: 'The last day of the account is over; change it first' };
}

/** One person, one account. */
export class EmailTaken extends DomainError {
  readonly code = 'account.email_taken';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '此電子郵件已用於另一個帳號；一人一帳號，不得共用',
    en: 'Another account has this e-mail address; each person has one account',
  };
}
