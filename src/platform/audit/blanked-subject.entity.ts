import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A subject whose facts say nothing any more: that they happened is kept. Written by the database itself, `blank_facts`. */
@Entity('blanked_subjects')
export class BlankedSubjectEntity {
  @PrimaryColumn({ name: 'subject_id', type: 'uuid' })
  subjectId: string;

  /** The batch of retention and the case whose tombstone cover it. */
  @Column({ name: 'batch_id', type: 'uuid' })
  batchId: string;

  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;
}
