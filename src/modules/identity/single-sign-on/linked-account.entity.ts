import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** By what an account is known to a single sign-on. */
@Entity('linked_accounts')
@Unique('linked_accounts_once', ['accountId', 'issuer'])
export class LinkedAccountEntity {
  @PrimaryColumn({ type: 'text' })
  issuer: string;

  /** The claim that never changes. */
  @PrimaryColumn({ type: 'text' })
  person: string;

  @ForeignKey('accounts', { name: 'linked_accounts_account' })
  @Column({ name: 'account_id', type: 'uuid' })
  accountId: string;
}
