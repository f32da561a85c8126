import { Column, Entity, ForeignKey, Generated, Index, PrimaryColumn } from 'typeorm';
import type { ClockEntry } from './domain/clock-entry.ts';

/** The ledger of a case's clock; never changed. */
@Entity('clock_entries')
@Index('clock_entries_by_deadline', ['deadlineId', 'seq'])
export class ClockEntryEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** The order in which lines were written. */
  @Generated('identity' as never) // TypeORM knows the word, its types do not
  @Column({ type: 'bigint', generatedIdentity: 'ALWAYS' })
  seq: string;

  @ForeignKey('deadlines', { name: 'clock_entries_deadline' })
  @Column({ name: 'deadline_id', type: 'uuid' })
  deadlineId: string;

  @Column({ type: 'text' })
  kind: ClockEntry['kind'];

  @Column({ type: 'timestamptz', precision: 3 })
  at: Date;

  @Column({ type: 'jsonb' })
  data: object;

  @Column({ name: 'due_at', type: 'timestamptz', precision: 3, nullable: true })
  dueAt: Date | null;
}
