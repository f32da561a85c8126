import { DomainError, type FieldError } from '../../../../kernel/errors.ts';

export class RetentionBatchNotFound extends DomainError {
  readonly code = 'retention.batch_not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此去識別化批次', en: 'There is no such batch of retention' };
}

/** What has run, or was withdrawn, stays so. */
export class RetentionBatchNotOpen extends DomainError {
  readonly code = 'retention.batch_not_open';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '批次目前的狀態不能執行這個動作', en: 'The batch is in a state that does not allow this' };

  constructor(state: string) {
    super({ state });
  }
}

/** Two people decide that something is gone for ever. */
export class SamePersonApproves extends DomainError {
  readonly code = 'retention.same_person';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '預覽與核准不得為同一人', en: 'Whoever asked for the preview cannot approve it' };
}

/** One batch after the other. */
export class RetentionAtWork extends DomainError {
  readonly code = 'retention.at_work';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '另一批次已核准或執行中', en: 'Another batch is approved or running' };

  constructor(batchNo: number) {
    super({ batchNo });
  }
}

/** All of the case is there: it has no tombstone. */
export class CaseNotAnonymised extends DomainError {
  readonly code = 'case.not_anonymised';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '案件尚未去識別化', en: 'The case has not been made anonymous' };
}

export const asOfInFuture = (): FieldError => ({
  field: 'asOf',
  code: 'asOf.future',
  text: { 'zh-TW': '基準日不能晚於今天', en: 'lies in the future' },
});
