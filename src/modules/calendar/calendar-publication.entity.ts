import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CivilDate } from '../../kernel/civil-date.ts';
import type { DayRule } from './domain/day-rule.ts';

/** Years of the office calendar as they were published; per year the last one recorded is in force. */
@Entity('calendar_publications')
@Index('calendar_publications_by_year', ['year', 'source', 'id'])
export class CalendarPublicationEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'integer' })
  year: number;

  /** Who brought it. */
  @Column({ type: 'text' })
  source: 'PACK' | 'IMPORT';

  @Column({ name: 'content_hash', type: 'bytea' })
  contentHash: Buffer;

  @Column({ type: 'jsonb' })
  days: [CivilDate, DayRule][];

  @Column({ name: 'recorded_at', type: 'timestamptz', precision: 3 })
  recordedAt: Date;
}
