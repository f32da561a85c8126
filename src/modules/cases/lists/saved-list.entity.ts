import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** A filter of cases that somebody gave a name. */
@Entity('saved_lists')
@Unique('saved_lists_name_unique', ['accountId', 'name'])
export class SavedListEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('accounts', { name: 'saved_lists_account' })
  @Column({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'jsonb' })
  filter: object;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
