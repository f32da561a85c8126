import { Injectable } from '@nestjs/common';
import { type ConstraintErrors, type Db, join, refusing, type Sql, sql, type Tx } from '../../platform/database/index.ts';
import type { Account } from './domain/account.ts';
import { UsernameTaken } from './domain/identity-errors.ts';
import type { SignInCounter } from './domain/lockout.ts';
import { type RoleGrant, WHOLE_CITY } from './domain/role.ts';

export const ACCOUNT_CONSTRAINTS: ConstraintErrors = { accounts_username_unique: UsernameTaken };

/** The bodies below the agency of the role `r`, at any depth, as a JSON list: read once for whoever calls, not for every case. */
const BELOW = sql`(
  WITH RECURSIVE below AS (
    SELECT g.code FROM agencies g WHERE g.parent_code = r.agency_code AND g.replaced_at IS NULL
    UNION
    SELECT g.code FROM below b JOIN agencies g ON g.parent_code = b.code AND g.replaced_at IS NULL
  )
  SELECT coalesce(json_agg(b.code ORDER BY b.code), '[]') FROM below b)`;

/** The roles of the account `a` as a JSON list of `RoleGrant`. */
export const ROLES_OF_ACCOUNT = sql`(
  SELECT coalesce(
    json_agg(
      json_build_object('role', r.role, 'agencyCode', nullif(r.agency_code, ${WHOLE_CITY}::text),
        'districtCode', nullif(r.district_code, ${WHOLE_CITY}::text), 'below', ${BELOW})
      ORDER BY r.role, r.agency_code, r.district_code),
    '[]')
  FROM account_roles r
  WHERE r.account_id = a.id)`;

/** Nobody signs in to the account `a`: it is disabled or not approved, or its last day is over. */
export const isClosed = (now: Date): Sql => sql`(a.disabled_at IS NOT NULL OR coalesce(a.expires_at <= ${now}, false))`;

/** Rows of `account_roles (account_id, role, agency_code, district_code)`. @param roles at least one */
export const roleRows = (accountId: string, roles: readonly RoleGrant[]): Sql =>
  join(
    roles.map(
      ({ role, agencyCode, districtCode }) =>
        sql`(${accountId}::uuid, ${role}, ${agencyCode ?? WHOLE_CITY}, ${districtCode ?? WHOLE_CITY})`,
    ),
    ', ',
  );

/** An account to be written, its password hashed. */
export interface AccountRow {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  /** Null: no password opens it. */
  readonly passwordHash: string | null;
  readonly createdAt: Date;
}

type FoundRow = Omit<Account, 'counter'> & { readonly failures: number; readonly lockedUntil: Date | null };

@Injectable()
export class AccountRepository {
  async findByUsername(db: Db, username: string, now: Date): Promise<Account | null> {
    const [row] = await db.query<FoundRow>(sql`
      SELECT a.id, a.username, a.display_name AS "displayName", a.password_hash AS "passwordHash", a.demonstration,
             ${isClosed(now)} AS disabled, a.failed_logins AS failures, a.locked_until AS "lockedUntil",
             ${ROLES_OF_ACCOUNT} AS roles
      FROM accounts a
      WHERE a.username = ${username}`);
    if (!row) return null;
    const { failures, lockedUntil, ...account } = row;
    return { ...account, counter: { failures, lockedUntil } };
  }

  /** Locks the account's row: attempts that run at once are judged one after the other. The weaker lock lets sessions be opened meanwhile. */
  async lockCounter(tx: Tx, accountId: string): Promise<SignInCounter> {
    const [row] = await tx.query<SignInCounter>(sql`
      SELECT a.failed_logins AS failures, a.locked_until AS "lockedUntil"
      FROM accounts a
      WHERE a.id = ${accountId}
      FOR NO KEY UPDATE`);
    if (!row) throw new Error(`account ${accountId} is gone`); // accounts are disabled, never deleted
    return row;
  }

  async saveCounter(tx: Tx, accountId: string, { failures, lockedUntil }: SignInCounter): Promise<void> {
    await tx.query(sql`
      UPDATE accounts
      SET failed_logins = ${failures}, locked_until = ${lockedUntil}
      WHERE id = ${accountId}`);
  }

  /**
   * Goes the way of a counted failure and leaves no row: as many statements, and a commit that reaches the disk (the message is for
   * logical decoding; nobody decodes it). Otherwise the time of the answer would tell which accounts exist.
   */
  async countNobody(tx: Tx): Promise<void> {
    await tx.query(sql`SELECT a.id FROM accounts a WHERE a.username = '' FOR NO KEY UPDATE`);
    await tx.query(sql`UPDATE accounts SET failed_logins = 0 WHERE username = ''`);
    await tx.query(sql`SELECT pg_logical_emit_message(true, 'paian', '')`);
  }

  /** @throws UsernameTaken */
  async insert(tx: Tx, account: AccountRow, roles: readonly RoleGrant[]): Promise<void> {
    await tx
      .query(
        sql`
      WITH account AS (
        INSERT INTO accounts (id, username, display_name, password_hash, demonstration, failed_logins, created_at)
        VALUES (${account.id}, ${account.username}, ${account.displayName}, ${account.passwordHash}, false, 0, ${account.createdAt})
      )
      INSERT INTO account_roles (account_id, role, agency_code, district_code)
      VALUES ${roleRows(account.id, roles)}`,
      )
      .catch(refusing(ACCOUNT_CONSTRAINTS));
  }
}
