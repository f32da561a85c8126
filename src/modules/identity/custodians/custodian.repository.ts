import { Injectable } from '@nestjs/common';
import { type Db, type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import { ROLES_OF_ACCOUNT } from '../account.repository.ts';
import type { Custodianship, NamedCustodianship } from '../domain/custodian.ts';
import type { RoleGrant } from '../domain/role.ts';

/** A custodianship as it is entered. */
export interface Appointment extends Custodianship {
  /** The first instant, and the one after the last. */
  readonly period: readonly [Date, Date];
  readonly appointedById: string;
  readonly at: Date;
}

@Injectable()
export class CustodianRepository {
  /** All that have not ended, by their names. */
  list(db: Db, now: Date): Promise<NamedCustodianship[]> {
    return db.query<NamedCustodianship>(sql`${SELECT_CUSTODIAN} WHERE k.ends_at > ${now} ORDER BY a.display_name, a.id`);
  }

  async find(db: Db, accountId: string): Promise<NamedCustodianship | null> {
    const [row] = await db.query<NamedCustodianship>(sql`${SELECT_CUSTODIAN} WHERE k.account_id = ${accountId}`);
    return row ?? null;
  }

  /** Null when nobody who works here has the account. */
  async rolesOf(db: Db, accountId: string): Promise<readonly RoleGrant[] | null> {
    const [row] = await db.query<{ roles: RoleGrant[] }>(sql`
      SELECT ${ROLES_OF_ACCOUNT} AS roles FROM accounts a WHERE a.id = ${accountId} AND a.disabled_at IS NULL`);
    return row?.roles ?? null;
  }

  async save(tx: Tx, { accountId, agencyCode, fromOn, untilOn, period, appointedById, at }: Appointment): Promise<void> {
    await tx.query(sql`
      INSERT INTO custodians (account_id, agency_code, from_on, until_on, starts_at, ends_at, appointed_by, appointed_at)
      VALUES (${accountId}, ${agencyCode}, ${fromOn}, ${untilOn}, ${period[0]}, ${period[1]}, ${appointedById}, ${at})
      ON CONFLICT (account_id) DO UPDATE
      SET agency_code = excluded.agency_code, from_on = excluded.from_on, until_on = excluded.until_on,
        starts_at = excluded.starts_at, ends_at = excluded.ends_at, appointed_by = excluded.appointed_by,
        appointed_at = excluded.appointed_at`);
  }

  /** @returns whether they were one */
  async delete(tx: Tx, accountId: string): Promise<boolean> {
    const gone = await tx.query(sql`DELETE FROM custodians WHERE account_id = ${accountId} RETURNING account_id`);
    return gone.length > 0;
  }
}

const SELECT_CUSTODIAN: Sql = sql`
  SELECT k.account_id AS "accountId", k.agency_code AS "agencyCode", k.from_on AS "fromOn", k.until_on AS "untilOn",
    a.display_name AS name, k.appointed_by AS "appointedById", b.display_name AS "appointedBy"
  FROM custodians k
  JOIN accounts a ON a.id = k.account_id
  JOIN accounts b ON b.id = k.appointed_by`;
