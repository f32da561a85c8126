import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The answer that a key was given. */
@Entity('idempotency_keys')
@Index('idempotency_keys_by_age', ['createdAt'])
export class IdempotencyKeyEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'idempotency_keys_pkey' })
  scope: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'idempotency_keys_pkey' })
  key: string;

  /** SHA-256 of the body, its members in order. */
  @Column({ name: 'body_hash', type: 'bytea' })
  bodyHash: Buffer;

  @Column({ type: 'jsonb' })
  answer: object;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
