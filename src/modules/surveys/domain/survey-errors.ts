import { DomainError } from '../../../kernel/errors.ts';

/** Also for a link that a newer one has replaced. */
export class SurveyNotFound extends DomainError {
  readonly code = 'survey.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此問卷，請使用最新的問卷連結', en: 'There is no such survey; please use the newest link' };
}

/** Also for a survey that nobody asks by telephone. */
export class SurveyCallNotFound extends DomainError {
  readonly code = 'survey_call.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此電話調查', en: 'There is no such survey to be asked by telephone' };
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

/** Nobody waits for an answer any more: the case is open again, or the petitioner was called in vain. */
export class SurveyEnded extends DomainError {
  readonly code = 'survey.ended';
  readonly refusal = 'gone';
  readonly text = {
    'zh-TW': '這份問卷已提前結束，無須再填答',
    en: 'This survey has ended early; an answer is no longer needed',
  };
}

/** Details are added to an answer. */
export class SurveyNotAnswered extends DomainError {
  readonly code = 'survey.not_answered';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '請先填答整體滿意度', en: 'Please answer the first question before the others' };
}

export class SurveyDetailsGiven extends DomainError {
  readonly code = 'survey.details_already_given';
  readonly refusal = 'gone';
  readonly text = { 'zh-TW': '補充意見已經收到，感謝您', en: 'Your details have been received already; thank you' };
}

export class SurveyDetailsEmpty extends DomainError {
  readonly code = 'survey.details_empty';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '請至少填寫一項補充意見', en: 'Please answer at least one question or write a comment' };
}
