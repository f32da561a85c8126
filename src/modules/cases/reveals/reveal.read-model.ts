import { Injectable } from '@nestjs/common';
import { agenciesOf, type Scope, type ScopeParts } from '../../../kernel/actor.ts';
import { Database, join, type Sql, sql } from '../../../platform/database/index.ts';
import { notComplainedOf, notRecused } from '../recusals/recusal.repository.ts';
import type { Reveal } from './domain/reveal.ts';

/** A reveal as those see it who look after who was shown whom. */
export interface ListedReveal extends Omit<Reveal, 'caseId' | 'petitionId'> {
  readonly person: string;
  readonly caseNo: string;
  readonly petitionNo: string;
  /** When the petition was first looked at again by it; null: it was seen once. */
  readonly viewedAt: Date | null;
}

export interface RevealFilter {
  readonly caseNo: string | null;
  readonly scope: Scope;
}

/** The last row of a page: the list goes on after it. */
export interface RevealCursor {
  readonly revealedAt: Date;
  readonly id: string;
}

@Injectable()
export class RevealReadModel {
  constructor(private readonly database: Database) {}

  /** The newest first. @param limit rows, one more than a page to know whether there is another */
  list(filter: RevealFilter, before: RevealCursor | null, limit: number): Promise<ListedReveal[]> {
    const conditions = conditionsOf(filter);
    if (before) conditions.push(sql`(r.revealed_at, r.id) < (${before.revealedAt}, ${before.id})`);
    return this.database.query<ListedReveal>(sql`
      SELECT r.id, r.account_id AS "accountId", a.display_name AS person, r.on_behalf_of AS "onBehalfOf",
        r.agency_code AS "agencyCode", r.identity_level AS "identityLevel", r.purpose, r.note, r.revealed_at AS "revealedAt",
        r.expires_at AS "expiresAt", c.case_no AS "caseNo", p.petition_no AS "petitionNo", v.viewed_at AS "viewedAt"
      ${FROM_REVEALS}
      JOIN accounts a ON a.id = r.account_id
      JOIN petitions p ON p.id = r.petition_id
      LEFT JOIN identity_views v ON v.account_id = r.account_id AND v.petition_id = r.petition_id AND v.ground_id = r.id
      WHERE ${join(conditions, ' AND ')}
      ORDER BY r.revealed_at DESC, r.id DESC
      LIMIT ${limit}`);
  }

  async count(filter: RevealFilter): Promise<number> {
    const [row] = await this.database.query<{ total: number }>(sql`
      SELECT count(*)::integer AS total ${FROM_REVEALS} WHERE ${join(conditionsOf(filter), ' AND ')}`);
    return row!.total;
  }
}

const FROM_REVEALS = sql`FROM reveals r JOIN cases c ON c.id = r.case_id`;

/**
 * An agency's supervisors look after those who did it for the agency, or for a body below it, also when the case is another's by now; of a
 * case that complains of the agency, or of whoever asks, others do.
 */
function conditionsOf({ caseNo, scope }: RevealFilter): Sql[] {
  const conditions = [scope.all ? sql`TRUE${notRecused(scope)}` : sql`${byStaffOf(scope)}${notRecused(scope)}`];
  if (caseNo !== null) conditions.push(sql`c.case_no = ${caseNo}`);
  return conditions;
}

const byStaffOf = (scope: Scope & ScopeParts): Sql =>
  sql`r.agency_code = ANY(${agenciesOf(scope)}) AND ${notComplainedOf(scope.agencyCodes)}`;
