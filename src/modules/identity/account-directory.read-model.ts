import { Injectable } from '@nestjs/common';
import { type Db, sql } from '../../platform/database/index.ts';
import { type Role, WHOLE_CITY } from './domain/role.ts';

/** A member of staff as other modules need one. */
export interface Colleague {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  /** Null when none is known: messages stay in the console. */
  readonly email: string | null;
}

/** Those of an agency who may hold its cases. */
const CASE_WORKERS: readonly Role[] = ['HANDLER', 'AGENCY_SUPERVISOR'];

const COLLEAGUE = sql`a.id, a.username, a.display_name AS "displayName", a.email`;

/** Who works where. Lists leave out disabled accounts; an id finds them too, for what they did stays theirs. */
@Injectable()
export class AccountDirectory {
  async find(db: Db, accountId: string): Promise<Colleague | null> {
    return (await this.listByIds(db, [accountId]))[0] ?? null;
  }

  /** In no particular order; unknown ids are left out. */
  listByIds(db: Db, accountIds: readonly string[]): Promise<Colleague[]> {
    return db.query<Colleague>(sql`
      SELECT ${COLLEAGUE}
      FROM accounts a
      WHERE a.id = ANY (${accountIds}::uuid[])`);
  }

  /** Those who hold a role at an agency, by their usernames. */
  listByRole(db: Db, role: Role, agencyCode: string): Promise<Colleague[]> {
    return db.query<Colleague>(sql`
      SELECT ${COLLEAGUE}
      FROM account_roles r
      JOIN accounts a ON a.id = r.account_id
      WHERE r.agency_code = ${agencyCode} AND r.role = ${role} AND a.disabled_at IS NULL
      ORDER BY a.username`);
  }

  listHandlers(db: Db, agencyCode: string): Promise<Colleague[]> {
    return this.listByRole(db, 'HANDLER', agencyCode);
  }

  listSupervisors(db: Db, agencyCode: string): Promise<Colleague[]> {
    return this.listByRole(db, 'AGENCY_SUPERVISOR', agencyCode);
  }

  listDispatchers(db: Db): Promise<Colleague[]> {
    return this.listByRole(db, 'DISPATCHER', WHOLE_CITY);
  }

  listCitySupervisors(db: Db): Promise<Colleague[]> {
    return this.listByRole(db, 'CITY_SUPERVISOR', WHOLE_CITY);
  }

  /** Those who take the place of these accounts at an instant, each with the one whose place they take. */
  listDeputies(db: Db, accountIds: readonly string[], at: Date): Promise<(Colleague & { readonly absentId: string })[]> {
    return db.query<Colleague & { readonly absentId: string }>(sql`
      SELECT ${COLLEAGUE}, d.account_id AS "absentId"
      FROM deputies d
      JOIN accounts a ON a.id = d.deputy_id
      WHERE d.account_id = ANY (${accountIds}::uuid[]) AND d.starts_at <= ${at} AND d.ends_at > ${at} AND a.disabled_at IS NULL
      ORDER BY a.username`);
  }

  /** The member of an agency's staff who may hold its cases, or null when this id is none. */
  async findCaseWorker(db: Db, accountId: string, agencyCode: string): Promise<Colleague | null> {
    const [row] = await db.query<Colleague>(sql`
      SELECT ${COLLEAGUE}
      FROM accounts a
      WHERE a.id = ${accountId} AND a.disabled_at IS NULL AND EXISTS (
        SELECT FROM account_roles r
        WHERE r.account_id = a.id AND r.agency_code = ${agencyCode} AND r.role = ANY (${CASE_WORKERS}))`);
    return row ?? null;
  }
}
