import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Outcome } from '../domain/outcome.ts';
import type { Approver, DraftState, StatusBefore, Submitter } from '../domain/reply-draft.ts';

/** A reply that was handed in for approval, and what was decided about it. */
@Entity('case_replies')
@Index('case_replies_by_case', ['caseId', 'submittedAt'])
@Index('case_replies_one_pending', ['caseId'], { unique: true, where: "state = 'PENDING'" })
@Index('case_replies_asked', ['askedAgency', 'caseId'], { where: "state = 'PENDING'" })
export class CaseReplyEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('cases', { name: 'case_replies_case' })
  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @Column({ type: 'text' })
  state: DraftState;

  @Column({ type: 'text' })
  text: string;

  @Column({ type: 'text' })
  outcome: Outcome;

  @Column({ name: 'legal_remedy_code', type: 'text', nullable: true })
  legalRemedyCode: string | null;

  @Column({ name: 'legal_remedy', type: 'text', nullable: true })
  legalRemedy: string | null;

  @Column({ name: 'template_code', type: 'text', nullable: true })
  templateCode: string | null;

  @Column({ name: 'submitted_by', type: 'jsonb' })
  submittedBy: Submitter;

  @Column({ name: 'submitted_at', type: 'timestamptz', precision: 3 })
  submittedAt: Date;

  /** What the case was when the reply was handed in. */
  @Column({ name: 'status_before', type: 'text', default: 'IN_PROGRESS' })
  statusBefore: StatusBefore;

  @Column({ type: 'jsonb' })
  approvers: readonly Approver[];

  @Column({ type: 'jsonb' })
  decisions: readonly object[];

  /** Whose approval is asked for now: an agency's code, or `*` for the city's supervisors. */
  @Column({ name: 'asked_agency', type: 'text', nullable: true })
  askedAgency: string | null;
}
