import { DomainError } from '../../../../kernel/errors.ts';

export class ReopenRequestNotFound extends DomainError {
  readonly code = 'reopen_request.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此重啟申請', en: 'There is no such request to reopen a case' };
}

export class ReopenRequestDecided extends DomainError {
  readonly code = 'reopen_request.decided';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '這項重啟申請已有決定', en: 'This request to reopen has been decided already' };
}

export class ReopenRequestedAlready extends DomainError {
  readonly code = 'reopen_request.made_already';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '您已就本案申請重啟，市府將於期限內回復',
    en: 'You have asked for this case to be opened again already; the city will decide in time',
  };
}

/** Only who is not satisfied asks for more: a request follows a low answer. */
export class NotDissatisfied extends DomainError {
  readonly code = 'reopen_request.no_low_answer';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '填答滿意度且評為不滿意後，才可申請重啟案件',
    en: 'A case can be asked to be opened again after a dissatisfied answer',
  };
}

/** The closing that the survey asked about is no longer the last word. */
export class CaseOpenAgain extends DomainError {
  readonly code = 'reopen_request.case_open';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '案件已重新開啟或另有新的結果',
    en: 'The case has been opened again already, or has a newer result',
  };
}
