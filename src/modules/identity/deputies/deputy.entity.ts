import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Who takes whose place. */
@Entity('deputies')
@Index('deputies_by_deputy', ['deputyId'])
export class DeputyEntity {
  @ForeignKey('accounts', { name: 'deputies_account' })
  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @ForeignKey('accounts', { name: 'deputies_deputy' })
  @Column({ name: 'deputy_id', type: 'uuid' })
  deputyId: string;

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
}
