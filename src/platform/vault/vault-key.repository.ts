import { Injectable } from '@nestjs/common';
import { type Db, sql, type Tx } from '../database/index.ts';
import type { WrappedKey } from './vault-key.ts';

/** Any constant, the same in every process of this application. */
const ADVISORY_LOCK = 1_999_043;

@Injectable()
export class VaultKeyRepository {
  /** Until the transaction ends nobody else makes, wraps or retires keys; whoever wants to waits. */
  async lock(tx: Tx): Promise<void> {
    await tx.query(sql`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`);
  }

  /** All that are not retired, in the order in which they were made. */
  list(db: Db): Promise<WrappedKey[]> {
    return db.query<WrappedKey>(sql`
      SELECT k.id, k.purpose, k.state, k.wrapped, k.wrapped_by AS "wrappedBy"
      FROM vault_keys k
      WHERE k.state <> 'RETIRED'
      ORDER BY k.id`);
  }

  /** The number of the newest key, whatever became of it. */
  async lastId(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ id: number }>(sql`SELECT coalesce(max(k.id), 0) AS id FROM vault_keys k`);
    return row!.id;
  }

  async insert(tx: Tx, { id, purpose, state, wrapped, wrappedBy }: WrappedKey, at: Date): Promise<void> {
    await tx.query(sql`
      INSERT INTO vault_keys (id, purpose, state, wrapped, wrapped_by, created_at)
      VALUES (${id}, ${purpose}, ${state}, ${wrapped}, ${wrappedBy}, ${at})`);
  }

  async rewrap(tx: Tx, id: number, wrapped: Buffer, wrappedBy: string): Promise<void> {
    await tx.query(sql`UPDATE vault_keys SET wrapped = ${wrapped}, wrapped_by = ${wrappedBy} WHERE id = ${id}`);
  }

  /** The new keys are used from now on. The old ones first: of each purpose one is active. */
  async activate(tx: Tx): Promise<void> {
    await tx.query(sql`UPDATE vault_keys SET state = 'RETIRING' WHERE state = 'ACTIVE'`);
    await tx.query(sql`UPDATE vault_keys SET state = 'ACTIVE' WHERE state = 'NEXT'`);
  }

  /** Keeps of keys that nothing is under no more than that they were there. */
  async retire(tx: Tx, at: Date): Promise<void> {
    await tx.query(sql`UPDATE vault_keys SET state = 'RETIRED', wrapped = NULL, retired_at = ${at} WHERE state = 'RETIRING'`);
  }
}
