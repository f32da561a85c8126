import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

@Entity('accounts')
@Unique('accounts_username_unique', ['username'])
export class AccountEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  username: string;

  @Column({ name: 'display_name', type: 'text' })
  displayName: string;

  @Column({ type: 'text', nullable: true })
  email: string | null;

  /** Addresses that the holder had before, and has not been told at that they are others now. */
  @Column({ name: 'former_emails', type: 'text', array: true, default: [] })
  formerEmails: string[];

  /** Null: its holder signs in elsewhere, and by no password. */
  @Column({ name: 'password_hash', type: 'text', nullable: true })
  passwordHash: string | null;

  @Column({ type: 'boolean' })
  demonstration: boolean;

  @Column({ name: 'failed_logins', type: 'integer' })
  failedLogins: number;

  @Column({ name: 'locked_until', type: 'timestamptz', precision: 3, nullable: true })
  lockedUntil: Date | null;

  /** Set as long as nobody can sign in: disabled, not approved yet, or turned down. */
  @Column({ name: 'disabled_at', type: 'timestamptz', precision: 3, nullable: true })
  disabledAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  /** Null when nobody asked for it: made at the command line, or for a demonstration. */
  @ForeignKey('accounts', { name: 'accounts_requested_by' })
  @Column({ name: 'requested_by', type: 'uuid', nullable: true })
  requestedBy: string | null;

  @Column({ name: 'requested_at', type: 'timestamptz', precision: 3, nullable: true })
  requestedAt: Date | null;

  @Column({ name: 'request_reason', type: 'text', nullable: true })
  requestReason: string | null;

  @ForeignKey('accounts', { name: 'accounts_approved_by' })
  @Column({ name: 'approved_by', type: 'uuid', nullable: true })
  approvedBy: string | null;

  @Column({ name: 'approved_at', type: 'timestamptz', precision: 3, nullable: true })
  approvedAt: Date | null;

  @Column({ name: 'rejected_at', type: 'timestamptz', precision: 3, nullable: true })
  rejectedAt: Date | null;

  /** `ADMINISTRATOR`, `IDLE` or `EXPIRED`. */
  @Column({ name: 'disabled_ground', type: 'text', nullable: true })
  disabledGround: string | null;

  @Column({ name: 'disabled_reason', type: 'text', nullable: true })
  disabledReason: string | null;

  @Column({ name: 'enabled_at', type: 'timestamptz', precision: 3, nullable: true })
  enabledAt: Date | null;

  /** Of a temporary account: the instant after its last day. */
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3, nullable: true })
  expiresAt: Date | null;

  /** When the holder was told that it ends soon. */
  @Column({ name: 'warned_at', type: 'timestamptz', precision: 3, nullable: true })
  warnedAt: Date | null;

  @Column({ name: 'last_signed_in_at', type: 'timestamptz', precision: 3, nullable: true })
  lastSignedInAt: Date | null;

  /** Null: when the account was made. */
  @Column({ name: 'password_changed_at', type: 'timestamptz', precision: 3, nullable: true })
  passwordChangedAt: Date | null;

  @Column({ name: 'must_change_password', type: 'boolean', default: false })
  mustChangePassword: boolean;

  @Column({ name: 'reset_requested_at', type: 'timestamptz', precision: 3, nullable: true })
  resetRequestedAt: Date | null;
}
