import { type BilingualText, DomainError } from '../../../kernel/errors.ts';
import type { ApproverLevel } from '../../catalog/index.ts';

/** A late case stays late: an extension is asked for and granted before the due instant (文書處理手冊). */
export class ExtensionTooLate extends DomainError {
  readonly code = 'extension.too_late';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '已屆或已逾辦理期限，不得展期', en: 'The time limit is over; the case cannot be extended' };
}

const SHORT: BilingualText = { 'zh-TW': '展期後的期限必須晚於原期限', en: 'An extension must end after the present due instant' };

export class ExtensionTooShort extends DomainError {
  readonly code = 'extension.too_short';
  readonly refusal = 'invalid';
  readonly text = SHORT;

  constructor() {
    super({ errors: [{ field: 'until', code: 'extension.too_short', text: SHORT }] });
  }
}

const ABOVE: BilingualText = {
  'zh-TW': '超過本市展期規定的日數、次數或全案上限',
  en: 'More days, more extensions or a longer case than the city grants',
};

/** No level of the city's ladder may grant it. */
export class ExtensionAboveLadder extends DomainError {
  readonly code = 'extension.above_ladder';
  readonly refusal = 'invalid';
  readonly text = ABOVE;

  constructor() {
    super({ errors: [{ field: 'until', code: 'extension.above_ladder', text: ABOVE }] });
  }
}

/** Nobody decides on their own request. */
export class OwnExtensionRequest extends DomainError {
  readonly code = 'extension.own_request';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '申請人不得核定自己的展期申請', en: 'Whoever asked for an extension cannot decide on it' };
}

export class ExtensionLevelTooLow extends DomainError {
  readonly code = 'extension.level_too_low';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '這項展期須由更高層級核定', en: 'A higher level decides on this extension' };

  constructor(approver: ApproverLevel) {
    super({ approver });
  }
}
