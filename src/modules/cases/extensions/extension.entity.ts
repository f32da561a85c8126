import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ExtensionRequest, ExtensionState } from '../domain/extension.ts';

/** Extensions that were asked for (展期), and what became of them. */
@Entity('case_extensions')
@Index('case_extensions_by_case', ['caseId', 'requestedAt'])
@Index('case_extensions_one_open', ['caseId'], { unique: true, where: "state = 'OPEN'" })
export class ExtensionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('cases', { name: 'case_extensions_case' })
  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @Column({ type: 'text' })
  state: ExtensionState;

  @Column({ type: 'timestamptz', precision: 3 })
  until: Date;

  @Column({ name: 'from_due_at', type: 'timestamptz', precision: 3 })
  fromDueAt: Date;

  @Column({ name: 'due_at', type: 'timestamptz', precision: 3 })
  dueAt: Date;

  @Column({ type: 'integer' })
  days: number;

  @Column({ type: 'text' })
  approver: ExtensionRequest['approver'];

  @Column({ name: 'reason_code', type: 'text' })
  reasonCode: string;

  @Column({ name: 'reason_text', type: 'jsonb' })
  reasonText: object;

  @Column({ type: 'text' })
  reason: string;

  @Column({ name: 'requested_by', type: 'uuid' })
  requestedBy: string;

  @Column({ name: 'requested_at', type: 'timestamptz', precision: 3 })
  requestedAt: Date;

  @Column({ name: 'decided_by', type: 'uuid', nullable: true })
  decidedBy: string | null;

  @Column({ name: 'decided_at', type: 'timestamptz', precision: 3, nullable: true })
  decidedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  note: string | null;
}
