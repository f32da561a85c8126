import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Which petitions a case answers. */
@Entity('case_petitions')
@Index('case_petitions_by_petition', ['petitionId'])
@Index('case_petitions_by_origin', ['cameFromCaseId'], { where: 'came_from_case_id IS NOT NULL' })
export class CasePetitionEntity {
  @ForeignKey('cases', { name: 'case_petitions_case' })
  @PrimaryColumn({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @ForeignKey('petitions', { name: 'case_petitions_petition' })
  @PrimaryColumn({ name: 'petition_id', type: 'uuid' })
  petitionId: string;

  @Column({ name: 'linked_at', type: 'timestamptz', precision: 3 })
  linkedAt: Date;

  /** The case it was filed with, when merging has taken it to another one. */
  @ForeignKey('cases', { name: 'case_petitions_origin' })
  @Column({ name: 'came_from_case_id', type: 'uuid', nullable: true })
  cameFromCaseId: string | null;
}
