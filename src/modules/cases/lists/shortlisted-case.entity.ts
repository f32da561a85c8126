import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A case that somebody keeps at hand. */
@Entity('shortlisted_cases')
export class ShortlistedCaseEntity {
  @ForeignKey('accounts', { name: 'shortlisted_cases_account' })
  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @ForeignKey('cases', { name: 'shortlisted_cases_case' })
  @PrimaryColumn({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @Column({ name: 'added_at', type: 'timestamptz', precision: 3 })
  addedAt: Date;
}
