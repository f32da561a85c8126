import { DomainError } from '../../../../kernel/errors.ts';

/** One person at a time calls a petitioner. */
export class SurveyCallClaimed extends DomainError {
  readonly code = 'survey_call.claimed';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '此電話調查正由其他人員撥打', en: 'Somebody else is calling this petitioner' };
}

/** An attempt is noted by whoever has the call, so that no attempt counts twice. */
export class SurveyCallNotClaimed extends DomainError {
  readonly code = 'survey_call.not_claimed';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '請先領取此電話調查再登錄結果',
    en: 'Please take this call from the list before you note what came of it',
  };
}
