import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A password that an account had before: not taken again. */
@Entity('earlier_passwords')
@Index('earlier_passwords_by_account', ['accountId', 'replacedAt'])
export class EarlierPasswordEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('accounts', { name: 'earlier_passwords_account' })
  @Column({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @Column({ name: 'password_hash', type: 'text' })
  passwordHash: string;

  @Column({ name: 'replaced_at', type: 'timestamptz', precision: 3 })
  replacedAt: Date;
}
