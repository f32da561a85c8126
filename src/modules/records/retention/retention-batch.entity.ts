import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { CivilDate } from '../../../kernel/civil-date.ts';
import type { BatchState, Decider } from './domain/retention-batch.ts';
import type { RetentionClass } from './domain/retention-policy.ts';

/** Cases that are made anonymous together. */
@Entity('retention_batches')
@Unique('retention_batches_no', ['no'])
@Index('retention_batches_at_work', ['no'], { where: "state IN ('APPROVED', 'RUNNING')" })
export class RetentionBatchEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'integer' })
  no: number;

  @Column({ type: 'text' })
  state: BatchState;

  @Column({ name: 'as_of', type: 'date' })
  asOf: CivilDate;

  /** The city's policy as it was when it was previewed. */
  @Column({ type: 'jsonb' })
  classes: readonly RetentionClass[];

  @Column({ name: 'previewed_by', type: 'jsonb' })
  previewedBy: Decider;

  @Column({ name: 'previewed_at', type: 'timestamptz', precision: 3 })
  previewedAt: Date;

  @Column({ name: 'approved_by', type: 'jsonb', nullable: true })
  approvedBy: Decider | null;

  @Column({ name: 'approved_at', type: 'timestamptz', precision: 3, nullable: true })
  approvedAt: Date | null;

  @Column({ name: 'withdrawn_by', type: 'jsonb', nullable: true })
  withdrawnBy: Decider | null;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', precision: 3, nullable: true })
  withdrawnAt: Date | null;

  /** Why it was withdrawn. */
  @Column({ type: 'text', nullable: true })
  withdrawal: string | null;

  @Column({ name: 'begun_at', type: 'timestamptz', precision: 3, nullable: true })
  begunAt: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt: Date | null;
}
