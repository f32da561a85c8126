import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DayRule } from './domain/day-rule.ts';

/** Closures and make-up days that the city announced, one per day for the whole city and one for each district. */
@Entity('calendar_announcements')
export class CalendarAnnouncementEntity {
  @PrimaryColumn({ type: 'date' })
  day: string;

  /** Empty: the whole city. */
  @PrimaryColumn({ name: 'district_code', type: 'text' })
  districtCode: string;

  @Column({ type: 'text' })
  kind: DayRule['kind'];

  /** The minute of the day from which it holds; null: all day. */
  @Column({ name: 'from_minute', type: 'integer', nullable: true })
  fromMinute: number | null;

  @Column({ type: 'text' })
  reason: string;

  @Column({ name: 'announced_at', type: 'timestamptz', precision: 3 })
  announcedAt: Date;
}
