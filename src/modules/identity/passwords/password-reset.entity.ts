import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A link by which the holder of an account chooses a password. */
@Entity('password_resets')
@Index('password_resets_by_account', ['accountId'])
export class PasswordResetEntity {
  @PrimaryColumn({ name: 'token_hash', type: 'bytea' })
  tokenHash: Buffer;

  @ForeignKey('accounts', { name: 'password_resets_account' })
  @Column({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  /** Also when another link took its place. */
  @Column({ name: 'used_at', type: 'timestamptz', precision: 3, nullable: true })
  usedAt: Date | null;
}
