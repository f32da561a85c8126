import { Injectable } from '@nestjs/common';
import { type Db, sql, type Tx } from '../../../platform/database/index.ts';
import { isClosed, roleRows, ROLES_OF_ACCOUNT } from '../account.repository.ts';
import { UsernameTaken } from '../domain/identity-errors.ts';
import type { RoleGrant } from '../domain/role.ts';
import type { AccountDetails, Disabling, ManagedAccount } from './domain/managed-account.ts';
import { keepingFormer } from './former-address.repository.ts';

/** Any constant, the same in every process of this application. */
const ADVISORY_LOCK = 1_999_003;

/** The state of the account `a`. */
export const STATE_OF_ACCOUNT = sql`CASE
  WHEN a.rejected_at IS NOT NULL THEN 'REJECTED'
  WHEN a.requested_at IS NOT NULL AND a.approved_at IS NULL THEN 'REQUESTED'
  WHEN a.disabled_at IS NOT NULL THEN 'DISABLED'
  ELSE 'ACTIVE' END`;

/** An account that somebody asks for. Nobody can sign in to it: no password has its hash, and it is closed. */
export interface RequestRow extends AccountDetails {
  readonly id: string;
  readonly username: string;
  readonly passwordHash: string;
  readonly requestedBy: string;
  readonly reason: string;
  readonly at: Date;
}

export interface ApprovalRow {
  readonly approvedBy: string;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly at: Date;
}

@Injectable()
export class ManagedAccountRepository {
  /** One change of who may do what at a time: otherwise two administrators could disable each other, and nobody be left. */
  async lockAll(tx: Tx): Promise<void> {
    await tx.query(sql`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`);
  }

  async lock(tx: Tx, id: string): Promise<ManagedAccount | null> {
    const [row] = await tx.query<ManagedAccount>(sql`
      SELECT a.id, a.username, a.display_name AS "displayName", a.email, ${ROLES_OF_ACCOUNT} AS roles, ${STATE_OF_ACCOUNT} AS state,
        a.demonstration, a.password_hash IS NOT NULL AS "hasPassword", a.requested_by AS "requestedBy", a.expires_at AS "expiresAt"
      FROM accounts a
      WHERE a.id = ${id}
      FOR NO KEY UPDATE`);
    return row ?? null;
  }

  /** Takes the place of a request that was turned down. @returns the id of the account @throws UsernameTaken */
  async insertRequest(tx: Tx, row: RequestRow): Promise<string> {
    const [kept] = await tx.query<{ id: string }>(sql`
      INSERT INTO accounts (id, username, display_name, email, password_hash, demonstration, failed_logins, created_at, disabled_at,
        requested_by, requested_at, request_reason, expires_at)
      VALUES (${row.id}, ${row.username}, ${row.displayName}, ${row.email}, ${row.passwordHash}, false, 0, ${row.at}, ${row.at},
        ${row.requestedBy}, ${row.at}, ${row.reason}, ${row.expiresAt})
      ON CONFLICT (username) DO UPDATE
      SET display_name = excluded.display_name, email = excluded.email, requested_by = excluded.requested_by,
        requested_at = excluded.requested_at, request_reason = excluded.request_reason, expires_at = excluded.expires_at,
        rejected_at = NULL
      WHERE accounts.rejected_at IS NOT NULL
      RETURNING id`);
    if (!kept) throw new UsernameTaken();
    await this.replaceRoles(tx, kept.id, row.roles);
    return kept.id;
  }

  async approve(tx: Tx, id: string, { approvedBy, passwordHash, mustChangePassword, at }: ApprovalRow): Promise<void> {
    await tx.query(sql`
      UPDATE accounts
      SET approved_by = ${approvedBy}, approved_at = ${at}, disabled_at = NULL, password_hash = ${passwordHash},
        password_changed_at = ${at}, must_change_password = ${mustChangePassword}
      WHERE id = ${id}`);
  }

  async reject(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(sql`UPDATE accounts SET rejected_at = ${at} WHERE id = ${id}`);
  }

  /** Links that went to the address before do not count any more. */
  async saveDetails(tx: Tx, id: string, { displayName, email, expiresAt }: AccountDetails, at: Date): Promise<void> {
    await tx.query(sql`
      WITH void AS (UPDATE password_resets SET used_at = ${at}::timestamptz WHERE account_id = ${id} AND used_at IS NULL)
      UPDATE accounts SET display_name = ${displayName}, email = ${email}, ${keepingFormer(email)}, expires_at = ${expiresAt}
      WHERE id = ${id}`);
  }

  async replaceRoles(tx: Tx, id: string, roles: readonly RoleGrant[]): Promise<void> {
    await tx.query(sql`DELETE FROM account_roles WHERE account_id = ${id}`);
    await tx.query(sql`INSERT INTO account_roles (account_id, role, agency_code, district_code) VALUES ${roleRows(id, roles)}`);
  }

  /** Links to choose a password do not count any more. */
  async disable(tx: Tx, id: string, { ground, reason }: Disabling, at: Date): Promise<void> {
    await tx.query(sql`
      WITH void AS (UPDATE password_resets SET used_at = ${at}::timestamptz WHERE account_id = ${id} AND used_at IS NULL)
      UPDATE accounts SET disabled_at = ${at}, disabled_ground = ${ground}, disabled_reason = ${reason} WHERE id = ${id}`);
  }

  /** Idleness counts from now on. */
  async enable(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(sql`
      UPDATE accounts
      SET disabled_at = NULL, disabled_ground = NULL, disabled_reason = NULL, enabled_at = ${at}, failed_logins = 0, locked_until = NULL
      WHERE id = ${id}`);
  }

  /** That its holder was told of its end. */
  async remember(tx: Tx, id: string, warnedAt: Date): Promise<void> {
    await tx.query(sql`UPDATE accounts SET warned_at = ${warnedAt} WHERE id = ${id}`);
  }

  /** Whether another account that is not turned down has the address. */
  async isEmailTaken(db: Db, email: string, exceptUsername: string): Promise<boolean> {
    const rows = await db.query(sql`
      SELECT a.id
      FROM accounts a
      WHERE lower(a.email) = lower(${email}) AND a.username <> ${exceptUsername} AND a.rejected_at IS NULL
      LIMIT 1`);
    return rows.length > 0;
  }

  /** Those who can sign in and will be there tomorrow. @param production there the accounts of demonstrations are not */
  async countAdministrators(db: Db, now: Date, production: boolean): Promise<number> {
    const notForeign = production ? sql`NOT a.demonstration` : sql`true`;
    const [row] = await db.query<{ count: number }>(sql`
      SELECT count(*)::integer AS count
      FROM accounts a
      WHERE NOT ${isClosed(now)} AND a.expires_at IS NULL AND ${notForeign}
        AND EXISTS (SELECT FROM account_roles r WHERE r.account_id = a.id AND r.role = 'ADMIN')`);
    return row!.count;
  }
}
