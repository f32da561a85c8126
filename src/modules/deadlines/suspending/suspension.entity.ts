import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Suspension } from './domain/suspension.ts';

/** How far the clocks of open cases are suspended for a disaster, or run again after it. */
@Entity('suspensions')
@Unique('suspensions_once', ['disasterId', 'kind'])
@Index('suspensions_unfinished', ['handedAt', 'id'], { where: 'finished_at IS NULL' })
export class SuspensionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('disasters', { name: 'suspensions_disaster' })
  @Column({ name: 'disaster_id', type: 'uuid' })
  disasterId: string;

  @Column({ type: 'text' })
  kind: Suspension['kind'];

  @Column({ type: 'integer' })
  total: number;

  @Column({ type: 'integer' })
  done: number;

  @Column({ name: 'begun_at', type: 'timestamptz', precision: 3 })
  begunAt: Date;

  /** When it was last handed to the queue, or a batch was done. */
  @Column({ name: 'handed_at', type: 'timestamptz', precision: 3 })
  handedAt: Date;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt: Date | null;
}
