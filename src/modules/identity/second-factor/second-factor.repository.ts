import { Injectable } from '@nestjs/common';
import { type Db, join, sql, type Tx } from '../../../platform/database/index.ts';

/** An account's second factor, its secrets sealed. */
export interface SecondFactor {
  readonly demonstration: boolean;
  /** Null: none is in use. */
  readonly secret: Buffer | null;
  /** Null: none is waiting to be confirmed. */
  readonly proposedSecret: Buffer | null;
  /** Codes of this interval and of those before are used up. */
  readonly lastStep: number;
  readonly recoveryCodes: number;
}

@Injectable()
export class SecondFactorRepository {
  /** Null when there is no such account. */
  async find(db: Db, accountId: string): Promise<SecondFactor | null> {
    const [row] = await db.query<SecondFactor>(sql`
      SELECT a.demonstration, f.secret, f.proposed_secret AS "proposedSecret", coalesce(f.last_step, 0)::double precision AS "lastStep",
        (SELECT count(*)::integer FROM recovery_codes r WHERE r.account_id = a.id) AS "recoveryCodes"
      FROM accounts a
      LEFT JOIN second_factors f ON f.account_id = a.id
      WHERE a.id = ${accountId}`);
    return row ?? null;
  }

  /** Keeps a secret until a code confirms it; the one in use stays in use. */
  async propose(tx: Tx, accountId: string, sealed: Buffer): Promise<void> {
    await tx.query(sql`
      INSERT INTO second_factors (account_id, proposed_secret, last_step)
      VALUES (${accountId}, ${sealed}, 0)
      ON CONFLICT (account_id) DO UPDATE
      SET proposed_secret = excluded.proposed_secret`);
  }

  /** The proposed secret takes the place of the one in use. */
  async activate(tx: Tx, accountId: string, step: number): Promise<void> {
    await tx.query(sql`
      UPDATE second_factors
      SET secret = proposed_secret, proposed_secret = NULL, last_step = ${step}
      WHERE account_id = ${accountId}`);
  }

  async useUp(tx: Tx, accountId: string, step: number): Promise<void> {
    await tx.query(sql`
      UPDATE second_factors
      SET last_step = ${step}
      WHERE account_id = ${accountId}`);
  }

  /** With its recovery codes; no session has shown it any more. */
  async delete(tx: Tx, accountId: string): Promise<void> {
    await tx.query(sql`DELETE FROM recovery_codes WHERE account_id = ${accountId}`);
    await tx.query(sql`DELETE FROM second_factors WHERE account_id = ${accountId}`);
    await tx.query(sql`UPDATE sessions SET second_factor = false WHERE account_id = ${accountId}`);
  }

  /** These recovery codes take the place of all earlier ones. */
  async replaceRecoveryCodes(tx: Tx, accountId: string, hashes: readonly Buffer[]): Promise<void> {
    await tx.query(sql`DELETE FROM recovery_codes WHERE account_id = ${accountId}`);
    await tx.query(sql`
      INSERT INTO recovery_codes (account_id, code_hash)
      VALUES ${join(
        hashes.map((hash) => sql`(${accountId}, ${hash})`),
        ', ',
      )}`);
  }

  /** @returns whether there was such a code */
  async useRecoveryCode(tx: Tx, accountId: string, hash: Buffer): Promise<boolean> {
    const rows = await tx.query(sql`
      DELETE FROM recovery_codes
      WHERE account_id = ${accountId} AND code_hash = ${hash}
      RETURNING account_id`);
    return rows.length > 0;
  }
}
