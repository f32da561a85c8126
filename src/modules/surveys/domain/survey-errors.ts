import { DomainError } from '../../../kernel/errors.ts';

/** Also for a link that a newer one has replaced. */
export class SurveyNotFound extends DomainError {
  readonly code = 'survey.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此問卷，請使用最新的問卷連結', en: 'There is no such survey; please use the newest link' };
}

export class SurveyAlreadyAnswered extends DomainError {
  readonly code = 'survey.already_answered';
  readonly refusal = 'gone';
  readonly text = { 'zh-TW': '這份問卷已經填答，感謝您的意見', en: 'This survey has been answered; thank you for your opinion' };
}

export class SurveyExpired extends DomainError {
  readonly code = 'survey.expired';
  readonly refusal = 'gone';
  readonly text = { 'zh-TW': '這份問卷的填答期限已過', en: 'The time to answer this survey is over' };
}
