import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LeftReason } from './domain/retention-candidate.ts';
import type { ItemState } from './domain/retention-item.ts';

/** One case of a batch: what was previewed, and what became of it. */
@Entity('retention_items')
@Index('retention_items_due', ['batchId', 'caseId'], { where: "state = 'DUE'" })
export class RetentionItemEntity {
  @ForeignKey('retention_batches', { name: 'retention_items_batch' })
  @PrimaryColumn({ name: 'batch_id', type: 'uuid' })
  batchId: string;

  @ForeignKey('cases', { name: 'retention_items_case' })
  @PrimaryColumn({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @Column({ type: 'text' })
  class: string;

  @Column({ type: 'text' })
  state: ItemState;

  /** Why it stays. */
  @Column({ type: 'text', nullable: true })
  reason: LeftReason | null;
}
