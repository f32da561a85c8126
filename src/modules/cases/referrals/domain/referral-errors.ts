import { DomainError } from '../../../../kernel/errors.ts';

/** Also for a link that a newer one has replaced. */
export class ReferralNotFound extends DomainError {
  readonly code = 'referral.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此轉介，請使用最新的連結', en: 'There is no such referral; please use the newest link' };
}

/** The agency has answered, or the case is no longer its own. */
export class ReferralOver extends DomainError {
  readonly code = 'referral.over';
  readonly refusal = 'gone';
  readonly text = {
    'zh-TW': '本轉介已回復，或案件已不由貴單位辦理',
    en: 'The referral was answered, or the case is no longer yours',
  };
}
