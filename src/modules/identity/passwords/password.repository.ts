import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.ts';
import { type Db, sql, type Tx } from '../../../platform/database/index.ts';
import { isClosed } from '../account.repository.ts';
import type { PasswordReset } from './domain/password-reset.ts';

/** An account whose password is to be another. */
export interface PasswordHolder {
  readonly id: string;
  readonly username: string;
  readonly passwordHash: string;
  readonly demonstration: boolean;
}

export interface ChosenPassword {
  readonly passwordHash: string;
  readonly at: Date;
  /** Whether its holder has to choose another one first of all. */
  readonly initial: boolean;
  /** How many earlier ones are remembered. */
  readonly remembered: number;
}

@Injectable()
export class PasswordRepository {
  async find(db: Db, accountId: string): Promise<PasswordHolder | null> {
    const [row] = await db.query<PasswordHolder>(sql`
      SELECT a.id, a.username, a.password_hash AS "passwordHash", a.demonstration FROM accounts a WHERE a.id = ${accountId}`);
    return row ?? null;
  }

  /** The hashes of those that were replaced last. */
  async listEarlier(db: Db, accountId: string, limit: number): Promise<string[]> {
    const rows = await db.query<{ hash: string }>(sql`
      SELECT e.password_hash AS hash
      FROM earlier_passwords e
      WHERE e.account_id = ${accountId}
      ORDER BY e.replaced_at DESC, e.id DESC
      LIMIT ${limit}`);
    return rows.map(({ hash }) => hash);
  }

  /** Puts a password in the place of another, remembers that one, and makes links that were sent before worthless. */
  async replace(tx: Tx, accountId: string, { passwordHash, at, initial, remembered }: ChosenPassword): Promise<void> {
    await tx.query(sql`
      INSERT INTO earlier_passwords (id, account_id, password_hash, replaced_at)
      SELECT ${newId()}, a.id, a.password_hash, ${at}::timestamptz FROM accounts a WHERE a.id = ${accountId}`);
    await tx.query(sql`
      UPDATE accounts
      SET password_hash = ${passwordHash}, password_changed_at = ${at}, must_change_password = ${initial}
      WHERE id = ${accountId}`);
    await tx.query(sql`
      WITH forgotten AS (
        SELECT e.id
        FROM earlier_passwords e
        WHERE e.account_id = ${accountId}
        ORDER BY e.replaced_at DESC, e.id DESC
        OFFSET ${remembered}
      )
      DELETE FROM earlier_passwords e USING forgotten f WHERE e.id = f.id`);
    await this.voidResets(tx, accountId, at);
  }

  async voidResets(tx: Tx, accountId: string, at: Date): Promise<void> {
    await tx.query(sql`UPDATE password_resets SET used_at = ${at} WHERE account_id = ${accountId} AND used_at IS NULL`);
  }

  async insertReset(tx: Tx, tokenHash: Buffer, { accountId, expiresAt }: PasswordReset, at: Date): Promise<void> {
    await tx.query(sql`
      INSERT INTO password_resets (token_hash, account_id, created_at, expires_at)
      VALUES (${tokenHash}, ${accountId}, ${at}, ${expiresAt})`);
  }

  /** Of an account that is closed meanwhile it counts as used. Of two who come at once the second waits. */
  async lockReset(tx: Tx, tokenHash: Buffer, now: Date): Promise<PasswordReset | null> {
    const [row] = await tx.query<PasswordReset>(sql`
      SELECT p.account_id AS "accountId", p.expires_at AS "expiresAt",
        CASE WHEN ${isClosed(now)} THEN coalesce(p.used_at, ${now}) ELSE p.used_at END AS "usedAt"
      FROM password_resets p
      JOIN accounts a ON a.id = p.account_id
      WHERE p.token_hash = ${tokenHash}
      FOR NO KEY UPDATE OF p`);
    return row ?? null;
  }

  /**
   * Takes the right to send a link to whoever has this name or address: those who can be written to and were sent none lately. It
   * takes as long when there is nobody.
   *
   * @param before those who asked after this instant are passed over
   */
  async claimResets(tx: Tx, name: string, now: Date, before: Date): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(sql`
      UPDATE accounts a
      SET reset_requested_at = ${now}
      WHERE (a.username = ${name} OR lower(a.email) = ${name}) AND a.email IS NOT NULL AND NOT a.demonstration AND NOT ${isClosed(now)}
        AND (a.reset_requested_at IS NULL OR a.reset_requested_at <= ${before})
      RETURNING a.id`);
    return rows.map(({ id }) => id);
  }

  /** Reaches the disk like the record of a link, and leaves no row: otherwise the time of the answer would tell which accounts exist. */
  async claimNothing(tx: Tx): Promise<void> {
    await tx.query(sql`SELECT pg_logical_emit_message(true, 'paian', '')`);
  }

  async deleteResetsBefore(tx: Tx, before: Date): Promise<void> {
    await tx.query(sql`DELETE FROM password_resets WHERE expires_at < ${before}`);
  }
}
