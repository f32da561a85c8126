import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CivilDate } from '../../kernel/civil-date.ts';
import type { DayRule } from './domain/day-rule.ts';

/** Revisions of the office calendar; the highest version is in force, none is ever changed. */
@Entity('calendar_versions')
export class CalendarVersionEntity {
  @PrimaryColumn({ type: 'integer' })
  version: number;

  @Column({ name: 'content_hash', type: 'bytea' })
  contentHash: Buffer;

  @Column({ type: 'jsonb' })
  days: [CivilDate, DayRule][];

  @Column({ type: 'text' })
  reason: string;

  @Column({ name: 'recorded_at', type: 'timestamptz', precision: 3 })
  recordedAt: Date;
}
