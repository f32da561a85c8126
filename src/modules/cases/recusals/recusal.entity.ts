import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Who may not work on a case. */
@Entity('recusals')
@Index('recusals_by_case', ['caseId'])
@Index('recusals_by_account', ['accountId', 'caseId'], { where: 'lifted_at IS NULL' })
@Index('recusals_by_agency', ['agencyCode', 'caseId'], { where: 'agency_code IS NOT NULL AND lifted_at IS NULL' })
export class RecusalEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('cases', { name: 'recusals_case' })
  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  /** Either this or the agency is set. */
  @Column({ name: 'account_id', type: 'uuid', nullable: true })
  accountId: string | null;

  @Column({ name: 'agency_code', type: 'text', nullable: true })
  agencyCode: string | null;

  @Column({ type: 'text' })
  reason: string;

  @Column({ name: 'recused_at', type: 'timestamptz', precision: 3 })
  recusedAt: Date;

  @Column({ name: 'lifted_at', type: 'timestamptz', precision: 3, nullable: true })
  liftedAt: Date | null;
}
