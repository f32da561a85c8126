import { Injectable } from '@nestjs/common';
import { type ConstraintErrors, type Db, join, refusing, type Sql, sql, type Tx } from '../../platform/database/index.ts';
import { tokenHash } from '../../platform/tokens/index.ts';
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

/** What there is under a username. */
interface Named {
  /** Null: nobody has the name. */
  readonly account: Account | null;
  /** The attempts on the name, whether somebody has it or not. */
  readonly counter: SignInCounter;
}

/** Counters there are for names that nobody has: a few megabytes, however many names strangers make up. */
const COUNTERS_OF_UNKNOWN = 1 << 18;

/** Names share counters, and none is kept: people type their password into the wrong field. */
const counterOfUnknown = (username: string): number => tokenHash(username).readUInt32BE(0) % COUNTERS_OF_UNKNOWN;

type NamedRow = Omit<Account, 'id'> & SignInCounter & { readonly id: string | null };

@Injectable()
export class AccountRepository {
  /** By one statement whether somebody has the name or not: otherwise the time of the answer would tell. */
  async findByUsername(db: Db, username: string, now: Date): Promise<Named> {
    const [row] = await db.query<NamedRow>(sql`
      SELECT a.id, a.username, a.display_name AS "displayName", a.password_hash AS "passwordHash", a.demonstration,
             ${isClosed(now)} AS disabled, coalesce(a.failed_logins, u.failed_logins, 0) AS failures,
             CASE WHEN a.id IS NULL THEN u.locked_until ELSE a.locked_until END AS "lockedUntil",
             ${ROLES_OF_ACCOUNT} AS roles
      FROM (VALUES (${username}::text, ${counterOfUnknown(username)}::integer)) n (username, counter)
      LEFT JOIN accounts a ON a.username = n.username
      LEFT JOIN unknown_sign_ins u ON u.counter = n.counter`);
    const { id, failures, lockedUntil, ...account } = row!;
    return { account: id === null ? null : { id, ...account }, counter: { failures, lockedUntil } };
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

  /** Locks the counter of a name that nobody has; made if it is not there. */
  async lockUnknown(tx: Tx, username: string): Promise<SignInCounter> {
    const [row] = await tx.query<SignInCounter>(sql`
      INSERT INTO unknown_sign_ins AS u (counter, failed_logins)
      VALUES (${counterOfUnknown(username)}, 0)
      ON CONFLICT (counter) DO UPDATE
      SET failed_logins = u.failed_logins
      RETURNING u.failed_logins AS failures, u.locked_until AS "lockedUntil"`);
    return row!;
  }

  /**
   * Keeps the counter of a name that nobody has. The message, which nobody decodes, stands for the fact that is recorded of an account:
   * otherwise the time of the answer would tell which accounts exist.
   */
  async saveUnknown(tx: Tx, username: string, { failures, lockedUntil }: SignInCounter): Promise<void> {
    await tx.query(sql`
      UPDATE unknown_sign_ins
      SET failed_logins = ${failures}, locked_until = ${lockedUntil}
      WHERE counter = ${counterOfUnknown(username)}`);
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
