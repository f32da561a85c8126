import { type BilingualText, DomainError } from '../../../kernel/errors.ts';

const PAST: BilingualText = { 'zh-TW': '承諾日期須在今天之後', en: 'A promise is for a day to come' };
const BEYOND: BilingualText = { 'zh-TW': '不得晚於續列管期限', en: 'It cannot be later than the end of the tracking' };
const OPEN_PROMISE: BilingualText = {
  'zh-TW': '尚有未完成的承諾晚於此期限',
  en: 'Something that is still to be done is promised for a later day',
};
const UNKNOWN: BilingualText = { 'zh-TW': '沒有這項未完成的承諾', en: 'There is no such open promise' };

/** The office has closed on that day already. */
export class PromisePast extends DomainError {
  readonly code = 'case.promise_past';
  readonly refusal = 'invalid';
  readonly text = PAST;

  constructor() {
    super({ errors: [{ field: 'until', code: 'case.promise_past', text: PAST }] });
  }
}

/** What is promised on the way is due before the whole. */
export class PromiseBeyondTracking extends DomainError {
  readonly code = 'case.promise_beyond_tracking';
  readonly refusal = 'invalid';
  readonly text = BEYOND;

  constructor() {
    super({ errors: [{ field: 'until', code: 'case.promise_beyond_tracking', text: BEYOND }] });
  }
}

/** Keep what is promised first, or track the case for longer. */
export class TrackingBeforePromise extends DomainError {
  readonly code = 'case.tracking_before_promise';
  readonly refusal = 'invalid';
  readonly text = OPEN_PROMISE;

  constructor() {
    super({ errors: [{ field: 'until', code: 'case.tracking_before_promise', text: OPEN_PROMISE }] });
  }
}

/** Unknown, of another case, or kept already. */
export class NoSuchPromise extends DomainError {
  readonly code = 'case.no_such_promise';
  readonly refusal = 'invalid';
  readonly text = UNKNOWN;

  constructor() {
    super({ errors: [{ field: 'promiseId', code: 'case.no_such_promise', text: UNKNOWN }] });
  }
}
