import { Injectable } from '@nestjs/common';
import { type ConstraintErrors, type Db, refusing, sql, type Tx } from '../../database/index.ts';
import { VaultRotating } from '../vault-errors.ts';
import type { VaultRotation } from './vault-rotation.ts';

const ROTATION_CONSTRAINTS: ConstraintErrors = { vault_rotations_one: VaultRotating };

@Injectable()
export class VaultRotationRepository {
  /** @throws VaultRotating */
  async insert(tx: Tx, r: VaultRotation): Promise<void> {
    await tx
      .query(
        sql`
      INSERT INTO vault_rotations (id, state, from_data, to_data, from_index, to_index, asked_by, asked_at, total, done)
      VALUES (${r.id}, ${r.state}, ${r.fromData}, ${r.toData}, ${r.fromIndex}, ${r.toIndex}, ${r.askedBy}, ${r.askedAt}, ${r.total},
        ${r.done})`,
      )
      .catch(refusing(ROTATION_CONSTRAINTS));
  }

  async find(db: Db, id: string): Promise<VaultRotation | null> {
    const [row] = await db.query<VaultRotation>(sql`${SELECT_ROTATION} WHERE r.id = ${id}`);
    return row ?? null;
  }

  /** The one that is under way. */
  async current(db: Db): Promise<VaultRotation | null> {
    const [row] = await db.query<VaultRotation>(sql`${SELECT_ROTATION} WHERE r.finished_at IS NULL`);
    return row ?? null;
  }

  /** The one that is under way, for nobody else to work on until the transaction ends; null when somebody else does. */
  async claim(tx: Tx): Promise<VaultRotation | null> {
    const [row] = await tx.query<VaultRotation>(sql`${SELECT_ROTATION} WHERE r.finished_at IS NULL FOR UPDATE SKIP LOCKED`);
    return row ?? null;
  }

  async save(tx: Tx, r: VaultRotation): Promise<void> {
    await tx.query(sql`
      UPDATE vault_rotations
      SET state = ${r.state}, total = ${r.total}, done = ${r.done}, at_table = ${r.atTable}, after_row = ${r.afterRow},
        sealed_at = ${r.sealedAt}, barrier = ${r.barrier}, finished_at = ${r.finishedAt}
      WHERE id = ${r.id}`);
  }
}

const SELECT_ROTATION = sql`
  SELECT r.id, r.state, r.from_data AS "fromData", r.to_data AS "toData", r.from_index AS "fromIndex", r.to_index AS "toIndex",
    r.asked_by AS "askedBy", r.asked_at AS "askedAt", r.total, r.done, r.at_table AS "atTable", r.after_row AS "afterRow",
    r.sealed_at AS "sealedAt", r.barrier, r.finished_at AS "finishedAt"
  FROM vault_rotations r`;
