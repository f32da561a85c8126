import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What the city did otherwise, and while what. */
@Entity('disasters')
@Index('disasters_one_at_a_time', ['state'], { unique: true, where: "state = 'UNDERWAY'" })
@Index('disasters_by_start', ['startedAt', 'id'])
export class DisasterEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  state: 'UNDERWAY' | 'ENDED';

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'jsonb' })
  notice: object;

  @Column({ name: 'service_levels', type: 'jsonb' })
  serviceLevels: object;

  @Column({ name: 'emergency_desk', type: 'jsonb', nullable: true })
  emergencyDesk: object | null;

  @Column({ name: 'started_at', type: 'timestamptz', precision: 3 })
  startedAt: Date;

  @Column({ name: 'started_by', type: 'text' })
  startedBy: string;

  /** When it ends by itself. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  until: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', precision: 3, nullable: true })
  endedAt: Date | null;

  @Column({ name: 'ended_by', type: 'text', nullable: true })
  endedBy: string | null;

  @Column({ name: 'end_reason', type: 'text', nullable: true })
  endReason: string | null;

  /** Null until the alarm of its end was handed to the queue. */
  @Column({ name: 'alarm_enqueued_at', type: 'timestamptz', precision: 3, nullable: true })
  alarmEnqueuedAt: Date | null;
}
