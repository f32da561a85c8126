import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A reminder that waits for somebody's digest. */
@Entity('digest_lines')
@Index('digest_lines_to_send', ['sendAt', 'accountId'])
export class DigestLineEntity {
  @PrimaryColumn({ name: 'reminder_id', type: 'uuid' })
  reminderId: string;

  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  /** When the office opens next after it rang. */
  @Column({ name: 'send_at', type: 'timestamptz', precision: 3 })
  sendAt: Date;
}
