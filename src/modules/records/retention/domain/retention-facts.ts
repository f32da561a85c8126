import type { Fact } from '../../../../kernel/fact.ts';
import type { RetentionBatch } from './retention-batch.ts';

interface Batch {
  readonly batchNo: number;
}

export type RetentionPreviewed = Fact<
  'retention.previewed',
  Batch & { readonly asOf: string; readonly due: number; readonly excluded: number }
>;
export type RetentionApproved = Fact<'retention.approved', Batch>;
export type RetentionWithdrawn = Fact<'retention.withdrawn', Batch & { readonly reason: string }>;
export type RetentionBegun = Fact<'retention.begun', Batch>;
export type RetentionDone = Fact<'retention.done', Batch & { readonly done: number; readonly left: number }>;
/**
 * What its facts said is gone; that they happened stays. `facts` is how many of them, `subjects` what they were about: whoever checks the
 * record takes no other empty fact for whole.
 */
export type CaseAnonymised = Fact<
  'case.anonymised',
  Batch & { readonly class: string; readonly facts: number; readonly subjects: readonly string[] }
>;

const subjectOf = ({ id }: RetentionBatch) => ({ kind: 'retention', id }) as const;

export const retentionPreviewed = (batch: RetentionBatch, counts: { due: number; excluded: number }): RetentionPreviewed => ({
  type: 'retention.previewed',
  subject: subjectOf(batch),
  data: { batchNo: batch.no, asOf: batch.asOf, ...counts },
});

export const retentionApproved = (batch: RetentionBatch): RetentionApproved => ({
  type: 'retention.approved',
  subject: subjectOf(batch),
  data: { batchNo: batch.no },
});

export const retentionWithdrawn = (batch: RetentionBatch): RetentionWithdrawn => ({
  type: 'retention.withdrawn',
  subject: subjectOf(batch),
  data: { batchNo: batch.no, reason: batch.withdrawal! },
});

export const retentionBegun = (batch: RetentionBatch): RetentionBegun => ({
  type: 'retention.begun',
  subject: subjectOf(batch),
  data: { batchNo: batch.no },
});

export const retentionDone = (batch: RetentionBatch, counts: { done: number; left: number }): RetentionDone => ({
  type: 'retention.done',
  subject: subjectOf(batch),
  data: { batchNo: batch.no, ...counts },
});

export const caseAnonymised = (caseId: string, data: CaseAnonymised['data']): CaseAnonymised => ({
  type: 'case.anonymised',
  subject: { kind: 'case', id: caseId },
  data,
});
