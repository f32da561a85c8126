import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CheckKind } from './record-check.repository.ts';

/** How far the record was checked on a day. */
@Entity('record_checks')
@Index('record_checks_broken', ['checkedAt'], { where: 'breaks > 0' })
export class RecordCheckEntity {
  @PrimaryColumn({ type: 'date' })
  day: string;

  @PrimaryColumn({ type: 'text' })
  kind: CheckKind;

  /** The links to check: after this one, through the next. */
  @Column({ name: 'after_no', type: 'bigint' })
  afterNo: string;

  @Column({ name: 'through_no', type: 'bigint' })
  throughNo: string;

  /** The last one that was checked. */
  @Column({ name: 'done_no', type: 'bigint' })
  doneNo: string;

  @Column({ type: 'integer' })
  breaks: number;

  @Column({ name: 'first_break', type: 'text', nullable: true })
  firstBreak: string | null;

  @Column({ name: 'checked_at', type: 'timestamptz', precision: 3 })
  checkedAt: Date;
}
