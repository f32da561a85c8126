import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { SlaUnit } from '../calendar/index.ts';
import type { Urgency } from '../catalog/index.ts';
import type { ClockState } from './domain/clock-entry.ts';

/** The time limit of a case and its plan of reminders. */
@Entity('deadlines')
@Unique('deadlines_case_unique', ['caseId'])
@Index('deadlines_to_ring', ['nextRingAt'], { where: 'next_ring_at IS NOT NULL' })
@Index('deadlines_open', ['caseId', 'state'], { where: "state <> 'STOPPED'" })
@Index('deadlines_to_enqueue', ['nextRingAt'], { where: 'next_ring_at IS NOT NULL AND alarm_enqueued_at IS NULL' })
@Index('deadlines_suspended', ['suspendedBy', 'id'], { where: 'suspended_by IS NOT NULL' })
@Index('deadlines_open_by_calendar', ['calendarVersion', 'id'], { where: "state <> 'STOPPED'" })
export class DeadlineEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('cases', { name: 'deadlines_case' })
  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  /** Of the case: by the calendar of this district it is counted. */
  @Column({ name: 'district_code', type: 'text', nullable: true })
  districtCode: string | null;

  @Column({ type: 'integer' })
  version: number;

  @Column({ type: 'text' })
  state: ClockState;

  @Column({ type: 'text' })
  urgency: Urgency;

  @Column({ name: 'safety_hazard', type: 'boolean' })
  safetyHazard: boolean;

  @Column({ name: 'sla_value', type: 'integer' })
  slaValue: number;

  @Column({ name: 'sla_unit', type: 'text' })
  slaUnit: SlaUnit;

  @Column({ name: 'started_at', type: 'timestamptz', precision: 3 })
  startedAt: Date;

  @Column({ name: 'due_at', type: 'timestamptz', precision: 3 })
  dueAt: Date;

  @Column({ name: 'calendar_version', type: 'integer' })
  calendarVersion: number;

  @Column({ type: 'jsonb' })
  steps: object;

  @Column({ name: 'next_step', type: 'text', nullable: true })
  nextStep: string | null;

  /** Null when nothing is left to ring. */
  @Column({ name: 'next_ring_at', type: 'timestamptz', precision: 3, nullable: true })
  nextRingAt: Date | null;

  /** Null until the alarm was handed to the queue. */
  @Column({ name: 'alarm_enqueued_at', type: 'timestamptz', precision: 3, nullable: true })
  alarmEnqueuedAt: Date | null;

  /** The disaster for which the clock stands still; a cache of what the ledger says. */
  @Column({ name: 'suspended_by', type: 'uuid', nullable: true })
  suspendedBy: string | null;
}
