import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { CivilDate } from '../../../kernel/civil-date.ts';

/** What is left of a case that was made anonymous; never changed. */
@Entity('tombstones')
export class TombstoneEntity {
  @PrimaryColumn({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @ForeignKey('retention_batches', { name: 'tombstones_batch' })
  @Column({ name: 'batch_id', type: 'uuid' })
  batchId: string;

  @Column({ name: 'batch_no', type: 'integer' })
  batchNo: number;

  @Column({ name: 'case_no', type: 'text' })
  caseNo: string;

  @Column({ type: 'text' })
  class: string;

  @Column({ name: 'category_code', type: 'text', nullable: true })
  categoryCode: string | null;

  /** The agency that led it last. */
  @Column({ name: 'agency_code', type: 'text', nullable: true })
  agencyCode: string | null;

  /** The last one it had. */
  @Column({ type: 'text' })
  status: string;

  @Column({ name: 'received_on', type: 'date' })
  receivedOn: CivilDate;

  @Column({ name: 'closed_on', type: 'date' })
  closedOn: CivilDate;

  @Column({ name: 'anonymised_at', type: 'timestamptz', precision: 3 })
  anonymisedAt: Date;
}
