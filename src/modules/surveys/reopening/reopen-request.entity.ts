import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('reopen_requests')
@Unique('reopen_requests_once', ['surveyId'])
@Index('reopen_requests_by_case', ['caseId'])
@Index('reopen_requests_by_due', ['dueAt', 'id'])
@Index('reopen_requests_open', ['dueAt', 'id'], { where: "state = 'OPEN'" })
@Index('reopen_requests_to_ring', ['ringAt'], { where: 'ring_at IS NOT NULL' })
export class ReopenRequestEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('surveys', { name: 'reopen_requests_survey' })
  @Column({ name: 'survey_id', type: 'uuid' })
  surveyId: string;

  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  /** Which closing of the case the citizen does not accept. */
  @Column({ type: 'integer' })
  closing: number;

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'text' })
  state: string;

  @Column({ name: 'requested_at', type: 'timestamptz', precision: 3 })
  requestedAt: Date;

  @Column({ name: 'due_at', type: 'timestamptz', precision: 3 })
  dueAt: Date;

  @Column({ name: 'decided_at', type: 'timestamptz', precision: 3, nullable: true })
  decidedAt: Date | null;

  /** Null when the case was reopened without looking at the request. */
  @Column({ name: 'decided_by', type: 'uuid', nullable: true })
  decidedBy: string | null;

  @Column({ type: 'text', nullable: true })
  note: string | null;

  /** When those who decide are reminded next; null when they are not. */
  @Column({ name: 'ring_at', type: 'timestamptz', precision: 3, nullable: true })
  ringAt: Date | null;

  @Column({ name: 'ring_step', type: 'text', nullable: true })
  ringStep: string | null;

  @Column({ name: 'ring_enqueued_at', type: 'timestamptz', precision: 3, nullable: true })
  ringEnqueuedAt: Date | null;
}
