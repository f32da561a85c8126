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

/** A role at an agency, or for the whole city. */
export interface Seat {
  readonly role: Role;
  readonly agencyCode: string;
}

/** Somebody who is said to work on cases of an agency. */
export interface NamedWorker {
  readonly accountId: string;
  readonly agencyCode: string;
}

/** Those of an agency who may hold its cases. */
const CASE_WORKERS: readonly Role[] = ['HANDLER', 'AGENCY_SUPERVISOR'];

const COLLEAGUE = sql`a.id, a.username, a.display_name AS "displayName", a.email`;

/** Those who look after one district alone are told nothing about the cases of the others. */
const NOT_OF_A_DISTRICT = sql`r.district_code = ${WHOLE_CITY}`;

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
      WHERE r.agency_code = ${agencyCode} AND r.role = ${role} AND ${NOT_OF_A_DISTRICT} AND a.disabled_at IS NULL
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

  /** Those who hold one of these roles, by their usernames, with the role: what many ask for, read once. */
  listByRoles(db: Db, seats: readonly Seat[]): Promise<(Colleague & Seat)[]> {
    return db.query<Colleague & Seat>(sql`
      SELECT ${COLLEAGUE}, r.role, r.agency_code AS "agencyCode"
      FROM unnest(${seats.map(({ role }) => role)}::text[], ${seats.map(({ agencyCode }) => agencyCode)}::text[]) AS w (role, agency_code)
      JOIN account_roles r ON r.agency_code = w.agency_code AND r.role = w.role
      JOIN accounts a ON a.id = r.account_id
      WHERE ${NOT_OF_A_DISTRICT} AND a.disabled_at IS NULL
      ORDER BY a.username`);
  }

  /** Which of these may hold cases of the agency they are named with. */
  listCaseWorkers(db: Db, named: readonly NamedWorker[]): Promise<(Colleague & NamedWorker)[]> {
    return db.query<Colleague & NamedWorker>(sql`
      SELECT ${COLLEAGUE}, w.account_id AS "accountId", w.agency_code AS "agencyCode"
      FROM unnest(${named.map(({ accountId }) => accountId)}::uuid[], ${named.map(({ agencyCode }) => agencyCode)}::text[])
        AS w (account_id, agency_code)
      JOIN accounts a ON a.id = w.account_id
      WHERE a.disabled_at IS NULL AND EXISTS (
        SELECT FROM account_roles r
        WHERE r.account_id = a.id AND r.agency_code = w.agency_code AND r.role = ANY (${CASE_WORKERS}))`);
  }
}
