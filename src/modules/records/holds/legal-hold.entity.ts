import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A case that is needed longer than it would be kept. */
@Entity('legal_holds')
@Index('legal_holds_by_case', ['caseId', 'placedAt'])
@Index('legal_holds_one', ['caseId'], { unique: true, where: 'lifted_at IS NULL' })
export class LegalHoldEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('cases', { name: 'legal_holds_case' })
  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @Column({ type: 'text' })
  reason: string;

  @Column({ name: 'placed_by', type: 'text' })
  placedBy: string;

  @Column({ name: 'placed_at', type: 'timestamptz', precision: 3 })
  placedAt: Date;

  @Column({ name: 'lifted_by', type: 'text', nullable: true })
  liftedBy: string | null;

  @Column({ name: 'lifted_at', type: 'timestamptz', precision: 3, nullable: true })
  liftedAt: Date | null;

  @Column({ name: 'lift_reason', type: 'text', nullable: true })
  liftReason: string | null;
}
