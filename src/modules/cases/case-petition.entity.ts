import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Which petitions a case answers. */
@Entity('case_petitions')
@Index('case_petitions_by_petition', ['petitionId'])
export class CasePetitionEntity {
  @ForeignKey('cases', { name: 'case_petitions_case' })
  @PrimaryColumn({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @ForeignKey('petitions', { name: 'case_petitions_petition' })
  @PrimaryColumn({ name: 'petition_id', type: 'uuid' })
  petitionId: string;

  @Column({ name: 'linked_at', type: 'timestamptz', precision: 3 })
  linkedAt: Date;
}
