import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** When somebody looked at a list last. */
@Entity('list_looks')
export class ListLookEntity {
  @ForeignKey('accounts', { name: 'list_looks_account' })
  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  /** A saved list's id, or `*` for all cases. */
  @PrimaryColumn({ type: 'text' })
  list: string;

  @Column({ name: 'looked_at', type: 'timestamptz', precision: 3 })
  lookedAt: Date;
}
