import { Injectable } from '@nestjs/common';
import { type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import { isClosed, roleRows, ROLES_OF_ACCOUNT } from '../account.repository.ts';
import { keepingFormer } from '../accounts/former-address.repository.ts';
import type { RoleGrant } from '../domain/role.ts';

/** An account as signing in by the provider needs it. */
export interface LinkedAccount {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly roles: readonly RoleGrant[];
  readonly demonstration: boolean;
  /** Nobody signs in to it: it is disabled, not approved, or over. */
  readonly disabled: boolean;
  /** Known to this provider, as whomever. */
  readonly linked: boolean;
}

/** Somebody of a provider. */
export interface Link {
  readonly issuer: string;
  readonly person: string;
}

@Injectable()
export class LinkedAccountRepository {
  /** Waits for its turn: who signs in at two desks for the first time gets one account. */
  async takeTurn(tx: Tx, { issuer, person }: Link): Promise<void> {
    await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${issuer} ${person}`}, 0))`);
  }

  /** Whether somebody has, or would come to have, an account of an administrator. */
  async isAdministrators(tx: Tx, { issuer, person }: Link, username: string): Promise<boolean> {
    const rows = await tx.query(sql`
      SELECT 1
      FROM accounts a
      JOIN account_roles r ON r.account_id = a.id AND r.role = 'ADMIN'
      WHERE a.username = ${username}
        OR a.id = (SELECT l.account_id FROM linked_accounts l WHERE l.issuer = ${issuer} AND l.person = ${person})
      LIMIT 1`);
    return rows.length > 0;
  }

  /** Whose account it is, locked. */
  async lockLinked(tx: Tx, { issuer, person }: Link, now: Date): Promise<LinkedAccount | null> {
    const [row] = await tx.query<LinkedAccount>(sql`
      SELECT ${columns(now)}, true AS linked
      FROM linked_accounts l
      JOIN accounts a ON a.id = l.account_id
      WHERE l.issuer = ${issuer} AND l.person = ${person}
      FOR NO KEY UPDATE OF a`);
    return row ?? null;
  }

  /** The account that bears a username, locked. */
  async lockByUsername(tx: Tx, username: string, issuer: string, now: Date): Promise<LinkedAccount | null> {
    const [row] = await tx.query<LinkedAccount>(sql`
      SELECT ${columns(now)}, EXISTS (SELECT FROM linked_accounts l WHERE l.account_id = a.id AND l.issuer = ${issuer}) AS linked
      FROM accounts a
      WHERE a.username = ${username}
      FOR NO KEY UPDATE OF a`);
    return row ?? null;
  }

  async link(tx: Tx, { issuer, person }: Link, accountId: string): Promise<void> {
    await tx.query(sql`
      INSERT INTO linked_accounts (issuer, person, account_id)
      VALUES (${issuer}, ${person}, ${accountId})`);
  }

  /** Links that went to another address do not count any more. */
  async saveProfile(tx: Tx, accountId: string, displayName: string, email: string | null, at: Date): Promise<void> {
    await tx.query(sql`
      WITH void AS (
        UPDATE password_resets
        SET used_at = ${at}::timestamptz
        FROM accounts a
        WHERE account_id = ${accountId} AND used_at IS NULL AND a.id = account_id AND a.email IS DISTINCT FROM ${email}
      )
      UPDATE accounts
      SET display_name = ${displayName}, email = ${email}, ${keepingFormer(email)}
      WHERE id = ${accountId}`);
  }

  /** These roles and no others. */
  async replaceRoles(tx: Tx, accountId: string, grants: readonly RoleGrant[]): Promise<void> {
    await tx.query(sql`DELETE FROM account_roles WHERE account_id = ${accountId}`);
    if (grants.length === 0) return;
    await tx.query(sql`
      INSERT INTO account_roles (account_id, role, agency_code, district_code)
      VALUES ${roleRows(accountId, grants)}`);
  }
}

const columns = (now: Date): Sql => sql`a.id, a.username, a.display_name AS "displayName", a.email, a.demonstration,
  ${isClosed(now)} AS disabled, ${ROLES_OF_ACCOUNT} AS roles`;
