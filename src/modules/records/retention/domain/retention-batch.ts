import type { ActorRef } from '../../../../kernel/actor.ts';
import type { CivilDate } from '../../../../kernel/civil-date.ts';
import { RetentionBatchNotOpen, SamePersonApproves } from './retention-errors.ts';
import type { RetentionClass } from './retention-policy.ts';

/** `WITHDRAWN` from either of the first two; what runs cannot be taken back. */
export type BatchState = 'PREVIEWED' | 'APPROVED' | 'RUNNING' | 'DONE' | 'WITHDRAWN';

/** Who decided, as the record keeps them. */
export type Decider = Pick<ActorRef, 'id' | 'name' | 'onBehalfOf'>;

/** Cases that are to be made anonymous together. */
export interface RetentionBatch {
  readonly id: string;
  /** By which tombstones name it. */
  readonly no: number;
  readonly state: BatchState;
  /** The day for which it was asked what is due. */
  readonly asOf: CivilDate;
  /** The city's policy as it was then: what is approved is run by it. */
  readonly classes: readonly RetentionClass[];
  readonly previewedBy: Decider;
  readonly previewedAt: Date;
  readonly approvedBy: Decider | null;
  readonly approvedAt: Date | null;
  readonly withdrawnBy: Decider | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawal: string | null;
  readonly begunAt: Date | null;
  readonly finishedAt: Date | null;
}

/** A batch that somebody has just asked for. */
export const previewed = (
  of: Pick<RetentionBatch, 'id' | 'no' | 'asOf' | 'classes'>,
  by: ActorRef,
  at: Date,
): RetentionBatch => ({
  ...of,
  ...{ state: 'PREVIEWED', previewedBy: deciderOf(by), previewedAt: at },
  ...{ approvedBy: null, approvedAt: null, withdrawnBy: null, withdrawnAt: null, withdrawal: null },
  ...{ begunAt: null, finishedAt: null },
});

/** @throws RetentionBatchNotOpen, SamePersonApproves */
export function approved(batch: RetentionBatch, by: ActorRef, at: Date): RetentionBatch {
  if (batch.state !== 'PREVIEWED') throw new RetentionBatchNotOpen(batch.state);
  const asked = namesOf(batch.previewedBy);
  if (namesOf(by).some((id) => asked.includes(id))) throw new SamePersonApproves();
  return { ...batch, state: 'APPROVED', approvedBy: deciderOf(by), approvedAt: at };
}

/** @throws RetentionBatchNotOpen once it has begun to run */
export function withdrawn(batch: RetentionBatch, by: ActorRef, reason: string, at: Date): RetentionBatch {
  if (batch.state !== 'PREVIEWED' && batch.state !== 'APPROVED') throw new RetentionBatchNotOpen(batch.state);
  return { ...batch, state: 'WITHDRAWN', withdrawnBy: deciderOf(by), withdrawnAt: at, withdrawal: reason };
}

export const begun = (batch: RetentionBatch, at: Date): RetentionBatch => ({ ...batch, state: 'RUNNING', begunAt: at });

export const finished = (batch: RetentionBatch, at: Date): RetentionBatch => ({ ...batch, state: 'DONE', finishedAt: at });

/** Somebody, and whose place they take: a deputy does not decide about what they were asked for in the name of. */
const namesOf = ({ id, onBehalfOf }: Decider): (string | null)[] => [id, ...(onBehalfOf ? [onBehalfOf.id] : [])];

const deciderOf = ({ id, name, onBehalfOf }: ActorRef): Decider => ({ id, name, ...(onBehalfOf && { onBehalfOf }) });
