import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What a program calls with; of its secret there is a hash only. */
@Entity('api_keys')
@Index('api_keys_by_name', ['name'], { unique: true, where: 'revoked_at IS NULL' })
export class ApiKeyEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @ForeignKey('accounts', { name: 'api_keys_owner' })
  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId: string;

  @Column({ type: 'text', array: true })
  scopes: string[];

  /** Null: the whole city. */
  @Column({ name: 'agency_codes', type: 'text', array: true, nullable: true })
  agencyCodes: string[] | null;

  @Column({ name: 'per_minute', type: 'integer' })
  perMinute: number;

  @Column({ name: 'secret_hash', type: 'bytea' })
  secretHash: Buffer;

  /** Of the secret before the last one. */
  @Column({ name: 'previous_hash', type: 'bytea', nullable: true })
  previousHash: Buffer | null;

  @Column({ name: 'previous_until', type: 'timestamptz', precision: 3, nullable: true })
  previousUntil: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', precision: 3, nullable: true })
  revokedAt: Date | null;

  /** To the minute. */
  @Column({ name: 'last_used_at', type: 'timestamptz', precision: 3, nullable: true })
  lastUsedAt: Date | null;
}
