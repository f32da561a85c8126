import { Injectable } from '@nestjs/common';
import { Database, sql } from '../../platform/database/index.ts';
import type { HandlerChoice } from './domain/handling.ts';

/** Who may handle the cases of which agency. */
@Injectable()
export class HandlerReadModel {
  constructor(private readonly database: Database) {}

  /** The agencies for which an account handles cases; none when it is unknown or disabled. */
  async get(id: string): Promise<HandlerChoice> {
    const rows = await this.database.query<{ agencyCode: string }>(sql`
      SELECT r.agency_code AS "agencyCode"
      FROM account_roles r
      JOIN accounts a ON a.id = r.account_id
      WHERE a.id = ${id} AND a.disabled_at IS NULL AND r.role IN ('HANDLER', 'AGENCY_SUPERVISOR')`);
    return { id, agencyCodes: rows.map((row) => row.agencyCode) };
  }
}
