import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { TimerKind } from './domain/timer.ts';

/** Small clocks of cases besides their deadlines. */
@Entity('case_timers')
@Unique('case_timers_once', ['caseId', 'kind', 'subject'])
@Index('case_timers_to_ring', ['ringAt'], { where: 'rung_at IS NULL AND cancelled_at IS NULL' })
@Index('case_timers_counted', ['id'], { where: 'counted_from IS NOT NULL AND rung_at IS NULL AND cancelled_at IS NULL' })
export class CaseTimerEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('cases', { name: 'case_timers_case' })
  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @Column({ type: 'text' })
  kind: TimerKind;

  /** What of the case it is about, e.g. the id of a question. */
  @Column({ type: 'text' })
  subject: string;

  @Column({ name: 'ring_at', type: 'timestamptz', precision: 3 })
  ringAt: Date;

  /** Null when it rings at a fixed instant. */
  @Column({ name: 'counted_from', type: 'timestamptz', precision: 3, nullable: true })
  countedFrom: Date | null;

  /** Null until the alarm was handed to the queue. */
  @Column({ name: 'enqueued_at', type: 'timestamptz', precision: 3, nullable: true })
  enqueuedAt: Date | null;

  @Column({ name: 'rung_at', type: 'timestamptz', precision: 3, nullable: true })
  rungAt: Date | null;

  @Column({ name: 'cancelled_at', type: 'timestamptz', precision: 3, nullable: true })
  cancelledAt: Date | null;
}
