import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('sessions')
@Unique('sessions_id_unique', ['id'])
@Index('sessions_by_account', ['accountId'])
export class SessionEntity {
  @PrimaryColumn({ name: 'token_hash', type: 'bytea' })
  tokenHash: Buffer;

  @ForeignKey('accounts', { name: 'sessions_account' })
  @Column({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  /** By which its holder names it; the token is nobody's business. */
  @Column({ type: 'uuid' })
  id: string;

  /** To the minute. */
  @Column({ name: 'last_seen_at', type: 'timestamptz', precision: 3 })
  lastSeenAt: Date;

  /** `PASSWORD`, or another means by which its holder signed in. */
  @Column({ name: 'opened_by', type: 'text', default: 'PASSWORD' })
  openedBy: string;

  /** The program it was opened with, in a few words. */
  @Column({ type: 'text', nullable: true })
  client: string | null;

  @Column({ type: 'text', nullable: true })
  address: string | null;
}
