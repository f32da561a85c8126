import { DomainError } from '../../../kernel/errors.ts';
import type { ClockEntry, ClockState } from './clock-entry.ts';

/** The clock is in a state that does not allow the entry, or the entry is older than the last one. */
export class IllegalClockEntry extends DomainError {
  readonly code = 'clock.illegal_entry';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '案件時鐘目前的狀態不能這樣記錄',
    en: 'The clock of the case is in a state that does not allow this',
  };

  constructor(kind: ClockEntry['kind'], state: ClockState | null) {
    super({ entry: kind, clockState: state });
  }
}

/** A late case stays late: an extension is asked for before the due instant (文書處理手冊). */
export class ExtensionTooLate extends DomainError {
  readonly code = 'clock.extension_too_late';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '已逾辦理期限，不得展期', en: 'The case is past its due instant and cannot be extended' };
}

/** An extension must move the due instant to a later one. */
export class ExtensionTooShort extends DomainError {
  readonly code = 'clock.extension_too_short';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '展期後的期限必須晚於原期限', en: 'An extension must end after the present due instant' };
}
