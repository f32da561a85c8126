import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Assignment, AssignmentStatus } from './domain/case.ts';

/** One agency's leg of a case. */
@Entity('assignments')
@Index('assignments_by_case', ['caseId'])
@Index('assignments_one_lead', ['caseId'], { unique: true, where: "role = 'LEAD' AND ended_at IS NULL" })
@Index('assignments_open_by_agency', ['agencyCode', 'dueAt', 'caseId'], {
  where: "ended_at IS NULL AND status NOT IN ('ANSWERED', 'MERGED')",
})
@Index('assignments_handed_on', ['endedAt'], { where: "role = 'LEAD' AND status IN ('RETURNED', 'TRANSFERRED')" })
@Index('assignments_without_handler', ['assignedAt', 'caseId'], {
  where: "role = 'LEAD' AND handler_id IS NULL AND ended_at IS NULL AND status <> 'ANSWERED'",
})
@Index('assignments_by_handler', ['handlerId', 'status', 'caseId'], { where: 'handler_id IS NOT NULL AND ended_at IS NULL' })
@Index('assignments_by_agency', ['agencyCode', 'endedAt', 'caseId'])
export class AssignmentEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('cases', { name: 'assignments_case' })
  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @Column({ name: 'agency_code', type: 'text' })
  agencyCode: string;

  @Column({ type: 'text' })
  role: Assignment['role'];

  @Column({ type: 'text' })
  status: AssignmentStatus;

  @Column({ name: 'handler_id', type: 'uuid', nullable: true })
  handlerId: string | null;

  @Column({ name: 'assigned_at', type: 'timestamptz', precision: 3 })
  assignedAt: Date;

  @Column({ name: 'accepted_at', type: 'timestamptz', precision: 3, nullable: true })
  acceptedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  answer: string | null;

  @Column({ name: 'answered_at', type: 'timestamptz', precision: 3, nullable: true })
  answeredAt: Date | null;

  @Column({ name: 'proposed_agency_code', type: 'text', nullable: true })
  proposedAgencyCode: string | null;

  /** Null while the agency is on the case. */
  @Column({ name: 'ended_at', type: 'timestamptz', precision: 3, nullable: true })
  endedAt: Date | null;

  @Column({ name: 'due_at', type: 'timestamptz', precision: 3 })
  dueAt: Date;
}
