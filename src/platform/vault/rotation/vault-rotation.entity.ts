import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { RotationState } from './vault-rotation.ts';

/** Changes of the vault's keys, each with how far it has come. */
@Entity('vault_rotations')
@Unique('vault_rotations_one', ['fromData'])
export class VaultRotationEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  state: RotationState;

  @Column({ name: 'from_data', type: 'integer' })
  fromData: number;

  @Column({ name: 'to_data', type: 'integer' })
  toData: number;

  @Column({ name: 'from_index', type: 'integer' })
  fromIndex: number;

  @Column({ name: 'to_index', type: 'integer' })
  toIndex: number;

  /** Null: from the command line. */
  @Column({ name: 'asked_by', type: 'uuid', nullable: true })
  askedBy: string | null;

  @Column({ name: 'asked_at', type: 'timestamptz', precision: 3 })
  askedAt: Date;

  @Column({ type: 'integer' })
  total: number;

  @Column({ type: 'integer' })
  done: number;

  /** The table that is sealed again now, and the last of its rows that was. */
  @Column({ name: 'at_table', type: 'text', nullable: true })
  atTable: string | null;

  @Column({ name: 'after_row', type: 'text', nullable: true })
  afterRow: string | null;

  /** When something was last found under the old keys. */
  @Column({ name: 'sealed_at', type: 'timestamptz', precision: 3, nullable: true })
  sealedAt: Date | null;

  /** Number of a transaction. */
  @Column({ type: 'text', nullable: true })
  barrier: string | null;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt: Date | null;
}
