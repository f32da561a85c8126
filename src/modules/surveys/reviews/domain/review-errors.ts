import { DomainError } from '../../../../kernel/errors.ts';

export class ReviewNotFound extends DomainError {
  readonly code = 'survey_review.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此複查案', en: 'There is no such review' };
}

export class ReviewResolvedAlready extends DomainError {
  readonly code = 'survey_review.resolved';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '這件複查案已經結案', en: 'This review has been resolved already' };
}

/** Nobody judges their own work. */
export class ReviewOfOwnWork extends DomainError {
  readonly code = 'survey_review.own_work';
  readonly refusal = 'forbidden';
  readonly text = {
    'zh-TW': '複查應由辦理機關以外的人員為之',
    en: 'A review is resolved by somebody outside the agencies that handled the case',
  };
}
