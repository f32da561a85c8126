import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { KeyPurpose, KeyState } from './vault-key.ts';

/** The keys of the vault, each wrapped by the master key. */
@Entity('vault_keys')
@Index('vault_keys_active', ['purpose'], { unique: true, where: "state = 'ACTIVE'" })
export class VaultKeyEntity {
  /** Stands in everything that the key sealed; never given twice. */
  @PrimaryColumn({ type: 'integer' })
  id: number;

  @Column({ type: 'text' })
  purpose: KeyPurpose;

  @Column({ type: 'text' })
  state: KeyState;

  /** Null: it is retired, and nobody can have it any more. */
  @Column({ type: 'bytea', nullable: true })
  wrapped: Buffer | null;

  /** Fingerprint of the master key that opens it. */
  @Column({ name: 'wrapped_by', type: 'text' })
  wrappedBy: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ name: 'retired_at', type: 'timestamptz', precision: 3, nullable: true })
  retiredAt: Date | null;
}
