import { DomainError } from '../../../kernel/errors.ts';
import type { SupplementState } from './supplement.ts';

/** Also for a link that a newer one has replaced. */
export class SupplementNotFound extends DomainError {
  readonly code = 'supplement.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此補正通知，請使用最新的連結', en: 'There is no such question; please use the newest link' };
}

/** Whoever petitioned left nothing to be reached by, or wants no contact: the question would wait for nothing. */
export class NobodyToAsk extends DomainError {
  readonly code = 'supplement.nobody_to_ask';
  readonly refusal = 'invalid';
  readonly text = {
    'zh-TW': '陳情人未留聯絡方式或不願受聯繫，無從通知補正',
    en: 'No petitioner of this case can be reached; there is nobody to ask',
  };
}

export class SupplementAlreadyAnswered extends DomainError {
  readonly code = 'supplement.already_answered';
  readonly refusal = 'gone';
  readonly text = { 'zh-TW': '已收到您的補充資料，謝謝', en: 'The question has been answered; thank you' };
}

export class SupplementExpired extends DomainError {
  readonly code = 'supplement.expired';
  readonly refusal = 'gone';
  readonly text = { 'zh-TW': '補正期限已過', en: 'The time to answer is over' };
}

/** The case goes on without the answer. */
export class SupplementSuperseded extends DomainError {
  readonly code = 'supplement.superseded';
  readonly refusal = 'gone';
  readonly text = { 'zh-TW': '本案已不需要這項補充資料', en: 'The answer is not needed any more' };
}

/** Why a question cannot be answered any more; null while it can. */
export function whyClosed(state: SupplementState, replyBy: Date, at: Date): DomainError | null {
  switch (state) {
    case 'OPEN':
      return at >= replyBy ? new SupplementExpired() : null;
    case 'RECEIVED':
      return new SupplementAlreadyAnswered();
    case 'EXPIRED':
      return new SupplementExpired();
    case 'DROPPED':
      return new SupplementSuperseded();
  }
}
