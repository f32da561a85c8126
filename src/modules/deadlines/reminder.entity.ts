import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Recipient } from './domain/deadline-facts.ts';
import type { StepName } from './domain/reminder-ladder.ts';

/** Reminders that went out. */
@Entity('reminders')
@Unique('reminders_once', ['deadlineId', 'deadlineVersion', 'step', 'number'])
@Index('reminders_by_case', ['caseId', 'sentAt'])
export class ReminderEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('deadlines', { name: 'reminders_deadline' })
  @Column({ name: 'deadline_id', type: 'uuid' })
  deadlineId: string;

  @Column({ name: 'deadline_version', type: 'integer' })
  deadlineVersion: number;

  @Column({ type: 'text' })
  step: StepName;

  /** Of a step that goes on: the how-manieth time it rang. */
  @Column({ type: 'integer', default: 1 })
  number: number;

  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @Column({ name: 'due_at', type: 'timestamptz', precision: 3 })
  dueAt: Date;

  /** When it was planned to ring. */
  @Column({ name: 'ring_at', type: 'timestamptz', precision: 3 })
  ringAt: Date;

  @Column({ name: 'sent_at', type: 'timestamptz', precision: 3 })
  sentAt: Date;

  @Column({ type: 'jsonb' })
  recipients: Recipient[];
}
