import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '../../platform/database/index.ts';
import type { DemonstrationAccount } from './domain/demonstration.ts';
import { WHOLE_CITY } from './domain/role.ts';

/** Any constant, the same in every process of this application. */
const ADVISORY_LOCK = 1_999_002;

export interface NewDemonstration {
  /** One for each account, in the same order. */
  readonly ids: readonly string[];
  readonly accounts: readonly DemonstrationAccount[];
  readonly passwordHash: string;
  readonly createdAt: Date;
}

/** The accounts of a demonstration: all have one password. */
@Injectable()
export class DemonstrationAccountsRepository {
  /**
   * Waits for any other process that makes or changes them, until the transaction ends.
   * @returns the hash of their password, or null when there are none yet
   */
  async lock(tx: Tx): Promise<string | null> {
    await tx.query(sql`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`);
    const [row] = await tx.query<{ passwordHash: string }>(sql`
      SELECT a.password_hash AS "passwordHash"
      FROM accounts a
      WHERE a.demonstration
      LIMIT 1`);
    return row?.passwordHash ?? null;
  }

  /** Adds those whose names are free, whoever has the others. */
  async insertMissing(tx: Tx, { ids, accounts, passwordHash, createdAt }: NewDemonstration): Promise<void> {
    await tx.query(sql`
      WITH wanted AS (
        SELECT w.*
        FROM unnest(
          ${ids}::uuid[], ${accounts.map(({ username }) => username)}::text[], ${accounts.map(({ displayName }) => displayName)}::text[],
          ${accounts.map(({ email }) => email)}::text[], ${accounts.map(({ role }) => role)}::text[],
          ${accounts.map(({ agencyCode }) => agencyCode ?? WHOLE_CITY)}::text[]
        ) AS w (id, username, display_name, email, role, agency_code)
      ), made AS (
        INSERT INTO accounts (id, username, display_name, email, password_hash, demonstration, failed_logins, created_at)
        SELECT w.id, w.username, w.display_name, w.email, ${passwordHash}, true, 0, ${createdAt}::timestamptz
        FROM wanted w
        ON CONFLICT (username) DO NOTHING
        RETURNING id
      )
      INSERT INTO account_roles (account_id, role, agency_code)
      SELECT w.id, w.role, w.agency_code
      FROM wanted w
      JOIN made m ON m.id = w.id`);
  }

  /** Gives all of them another password, unlocks them and ends their sessions. */
  async changePassword(tx: Tx, passwordHash: string): Promise<void> {
    await tx.query(sql`
      WITH changed AS (
        UPDATE accounts
        SET password_hash = ${passwordHash}, failed_logins = 0, locked_until = NULL
        WHERE demonstration
        RETURNING id
      )
      DELETE FROM sessions s
      USING changed c
      WHERE s.account_id = c.id`);
  }
}
