import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** How far the open clocks are counted again by a version of the calendar. */
@Entity('replannings')
@Unique('replannings_once', ['calendarVersion'])
@Index('replannings_unfinished', ['calendarVersion'], { where: 'finished_at IS NULL' })
export class ReplanningEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'calendar_version', type: 'integer' })
  calendarVersion: number;

  @Column({ type: 'integer' })
  total: number;

  @Column({ type: 'integer' })
  done: number;

  @Column({ name: 'begun_at', type: 'timestamptz', precision: 3 })
  begunAt: Date;

  /** When it was last handed to the queue, or a batch was done. */
  @Column({ name: 'handed_at', type: 'timestamptz', precision: 3, nullable: true })
  handedAt: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt: Date | null;
}
