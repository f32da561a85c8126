import { Injectable } from '@nestjs/common';
import { agenciesOf, type Person, type Scope } from '../../../kernel/actor.ts';
import { type Db, join, type Sql, sql } from '../../../platform/database/index.ts';
import { ROLES_OF_ACCOUNT } from '../account.repository.ts';
import type { DisabledGround } from '../domain/account-life-facts.ts';
import type { Role, RoleGrant } from '../domain/role.ts';
import type { AccountState } from './domain/managed-account.ts';
import { STATE_OF_ACCOUNT } from './managed-account.repository.ts';

/** An account as administrators, auditors and heads of agencies see it. */
export interface ListedAccount {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly roles: readonly RoleGrant[];
  readonly state: AccountState;
  readonly demonstration: boolean;
  readonly requestedBy: Person | null;
  readonly requestedAt: Date | null;
  readonly requestReason: string | null;
  readonly approvedBy: Person | null;
  readonly approvedAt: Date | null;
  readonly createdAt: Date;
  /** Only of a disabled account. */
  readonly disabledAt: Date | null;
  readonly disabledGround: DisabledGround | null;
  readonly disabledReason: string | null;
  readonly expiresAt: Date | null;
  readonly lastSignedInAt: Date | null;
  readonly lockedUntil: Date | null;
}

export interface AccountFilter {
  /** Whose accounts the caller may see. */
  readonly scope: Scope;
  readonly state?: AccountState | undefined;
  readonly role?: Role | undefined;
  readonly agency?: string | undefined;
  /** Part of a username, a name or an address. */
  readonly q?: string | undefined;
}

@Injectable()
export class AccountListReadModel {
  /** By their usernames. @param after the username after which the page begins; null: the first */
  list(db: Db, filter: AccountFilter, after: string | null, limit: number): Promise<ListedAccount[]> {
    const conditions = [...conditionsOf(filter), ...(after === null ? [] : [sql`a.username > ${after}`])];
    return db.query<ListedAccount>(sql`${SELECT_ACCOUNT} WHERE ${join(conditions, ' AND ')} ORDER BY a.username LIMIT ${limit}`);
  }

  async count(db: Db, filter: AccountFilter): Promise<number> {
    const [row] = await db.query<{ total: number }>(sql`
      SELECT count(*)::integer AS total FROM accounts a WHERE ${join(conditionsOf(filter), ' AND ')}`);
    return row!.total;
  }

  /** Null when there is none, or none of the caller's. */
  async find(db: Db, id: string, scope: Scope): Promise<ListedAccount | null> {
    const conditions = [...conditionsOf({ scope }), sql`a.id = ${id}`];
    return (await db.query<ListedAccount>(sql`${SELECT_ACCOUNT} WHERE ${join(conditions, ' AND ')}`))[0] ?? null;
  }
}

const SELECT_ACCOUNT = sql`
  SELECT a.id, a.username, a.display_name AS "displayName", a.email, ${ROLES_OF_ACCOUNT} AS roles, ${STATE_OF_ACCOUNT} AS state,
    a.demonstration, a.requested_at AS "requestedAt", a.request_reason AS "requestReason", a.approved_at AS "approvedAt",
    a.created_at AS "createdAt", CASE WHEN ${STATE_OF_ACCOUNT} = 'DISABLED' THEN a.disabled_at END AS "disabledAt",
    a.disabled_ground AS "disabledGround", a.disabled_reason AS "disabledReason", a.expires_at AS "expiresAt",
    a.last_signed_in_at AS "lastSignedInAt", a.locked_until AS "lockedUntil",
    CASE WHEN q.id IS NOT NULL THEN json_build_object('id', q.id, 'name', q.display_name) END AS "requestedBy",
    CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.display_name) END AS "approvedBy"
  FROM accounts a
  LEFT JOIN accounts q ON q.id = a.requested_by
  LEFT JOIN accounts p ON p.id = a.approved_by`;

function conditionsOf({ scope, state, role, agency, q }: AccountFilter): Sql[] {
  const holds = (...which: readonly Sql[]): Sql => sql`
    EXISTS (SELECT FROM account_roles r WHERE r.account_id = a.id AND ${join(which, ' AND ')})`;
  const of = [
    ...(role === undefined ? [] : [sql`r.role = ${role}`]),
    ...(agency === undefined ? [] : [sql`r.agency_code = ${agency}`]),
  ];
  return [
    sql`true`,
    ...(scope.all ? [] : [holds(sql`r.agency_code = ANY (${agenciesOf(scope)})`)]),
    ...(of.length === 0 ? [] : [holds(...of)]),
    ...(state === undefined ? [] : [sql`${STATE_OF_ACCOUNT} = ${state}`]),
    ...(q === undefined ? [] : [containing(q)]),
  ];
}

const containing = (text: string): Sql => {
  const like = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql`(a.username ILIKE ${like} OR a.display_name ILIKE ${like} OR a.email ILIKE ${like})`;
};
