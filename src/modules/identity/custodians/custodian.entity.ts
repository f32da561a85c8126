import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Who may learn who petitioned in confidence. */
@Entity('custodians')
export class CustodianEntity {
  @ForeignKey('accounts', { name: 'custodians_account' })
  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  /** Null: of the whole city. */
  @Column({ name: 'agency_code', type: 'text', nullable: true })
  agencyCode: string | null;

  @Column({ name: 'from_on', type: 'date' })
  fromOn: string;

  /** The last day. */
  @Column({ name: 'until_on', type: 'date' })
  untilOn: string;

  @Column({ name: 'starts_at', type: 'timestamptz', precision: 3 })
  startsAt: Date;

  /** The instant after the last day. */
  @Column({ name: 'ends_at', type: 'timestamptz', precision: 3 })
  endsAt: Date;

  @ForeignKey('accounts', { name: 'custodians_appointer' })
  @Column({ name: 'appointed_by', type: 'uuid' })
  appointedBy: string;

  @Column({ name: 'appointed_at', type: 'timestamptz', precision: 3 })
  appointedAt: Date;
}
