import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A code that takes the place of a second factor once. */
@Entity('recovery_codes')
export class RecoveryCodeEntity {
  @ForeignKey('accounts', { name: 'recovery_codes_account' })
  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @PrimaryColumn({ name: 'code_hash', type: 'bytea' })
  codeHash: Buffer;
}
