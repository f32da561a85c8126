import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A digest that went out: one a day for a person. */
@Entity('digests')
export class DigestEntity {
  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @PrimaryColumn({ type: 'date' })
  day: string;

  @Column({ name: 'sent_at', type: 'timestamptz', precision: 3 })
  sentAt: Date;
}
