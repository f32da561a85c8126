import { Injectable } from '@nestjs/common';
import { type Db, type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import { ROLES_OF_ACCOUNT } from '../account.repository.ts';
import type { Deputyship, NamedDeputyship } from '../domain/deputy.ts';
import type { RoleGrant } from '../domain/role.ts';

/** An account that may be, or have, a deputy. */
export interface StaffMember {
  readonly id: string;
  readonly roles: readonly RoleGrant[];
}

@Injectable()
export class DeputyRepository {
  async find(db: Db, accountId: string): Promise<NamedDeputyship | null> {
    const [row] = await db.query<NamedDeputyship>(sql`
      SELECT d.account_id AS "accountId", d.deputy_id AS "deputyId", d.from_on AS "fromOn", d.until_on AS "untilOn",
        a.display_name AS "deputyName"
      FROM deputies d
      JOIN accounts a ON a.id = d.deputy_id
      WHERE d.account_id = ${accountId}`);
    return row ?? null;
  }

  /** Somebody who works here. */
  async findStaff(db: Db, accountId: string): Promise<StaffMember | null> {
    const [row] = await db.query<StaffMember>(sql`
      SELECT a.id, ${ROLES_OF_ACCOUNT} AS roles FROM accounts a WHERE a.id = ${accountId} AND a.disabled_at IS NULL`);
    return row ?? null;
  }

  /** @param period its instants: the first inclusive, the last exclusive */
  async save(tx: Tx, { accountId, deputyId, fromOn, untilOn }: Deputyship, period: readonly [Date, Date]): Promise<void> {
    await tx.query(sql`
      INSERT INTO deputies (account_id, deputy_id, from_on, until_on, starts_at, ends_at)
      VALUES (${accountId}, ${deputyId}, ${fromOn}, ${untilOn}, ${period[0]}, ${period[1]})
      ON CONFLICT (account_id) DO UPDATE
      SET deputy_id = excluded.deputy_id, from_on = excluded.from_on, until_on = excluded.until_on,
        starts_at = excluded.starts_at, ends_at = excluded.ends_at`);
  }

  /** @returns who the deputy was, or null when there was none */
  async delete(tx: Tx, accountId: string): Promise<string | null> {
    const [row] = await tx.query<{ deputyId: string }>(
      sql`DELETE FROM deputies WHERE account_id = ${accountId} RETURNING deputy_id AS "deputyId"`,
    );
    return row?.deputyId ?? null;
  }
}

/** Whose place the holder of the session `s` takes at an instant, with all their roles, as a JSON list. */
export const STANDS_IN_FOR = (now: Date): Sql => sql`(
  SELECT coalesce(json_agg(json_build_object('id', b.id, 'name', b.display_name, 'roles', b.roles) ORDER BY b.id), '[]')
  FROM (
    SELECT a.id, a.display_name, ${ROLES_OF_ACCOUNT} AS roles
    FROM deputies d
    JOIN accounts a ON a.id = d.account_id AND a.disabled_at IS NULL
    WHERE d.deputy_id = s.account_id AND d.starts_at <= ${now} AND d.ends_at > ${now}
  ) b)`;
