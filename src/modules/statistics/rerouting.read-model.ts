import { Injectable } from '@nestjs/common';
import { agenciesOf, type Scope } from '../../kernel/actor.ts';
import { Database, type Sql, sql } from '../../platform/database/index.ts';
import { byAgency, notRecused, within } from '../cases/index.ts';
import type { EndedLeg } from '../deadlines/index.ts';

/** A ruling of the city's level. */
export interface Precedent {
  readonly id: string;
  readonly caseNo: string;
  readonly categoryCode: string | null;
  readonly districtCode: string | null;
  readonly villageCode: string | null;
  readonly fromAgencyCode: string;
  readonly agencyCode: string;
  readonly reason: string;
  readonly ruledBy: string;
  readonly ruledAt: Date;
}

/** The last row of a page: the list goes on after it. */
export interface PrecedentCursor {
  readonly ruledAt: Date;
  readonly id: string;
}

/** Of which legs it is asked that were handed on. */
export interface HandedOnFilter {
  /** Inclusive. */
  readonly from: Date;
  /** Exclusive. */
  readonly until: Date;
  /** Those of all agencies, or of some. */
  readonly scope: Scope;
}

/** A leg with which an agency led a case until it handed it on. */
export interface HandedOn extends EndedLeg {
  readonly id: string;
}

/** Disputes about who is responsible. */
@Injectable()
export class ReroutingReadModel {
  constructor(private readonly database: Database) {}

  /** The newest first. @param limit rows, one more than a page to know whether there is another */
  precedents(scope: Scope, categoryCode: string | null, after: PrecedentCursor | null, limit: number): Promise<Precedent[]> {
    const beyond = after ? sql` AND (p.ruled_at, p.id) < (${after.ruledAt}, ${after.id})` : sql``;
    return this.database.query<Precedent>(sql`
      SELECT p.id, c.case_no AS "caseNo", p.category_code AS "categoryCode", p.district_code AS "districtCode",
        p.village_code AS "villageCode", p.from_agency_code AS "fromAgencyCode", p.agency_code AS "agencyCode", p.reason,
        p.ruled_by AS "ruledBy", p.ruled_at AS "ruledAt"
      FROM precedents p
      JOIN cases c ON c.id = p.case_id
      WHERE ${ofCategory(categoryCode)} AND ${concerning(scope)}${beyond}
      ORDER BY p.ruled_at DESC, p.id DESC
      LIMIT ${limit}`);
  }

  async countPrecedents(scope: Scope, categoryCode: string | null): Promise<number> {
    const [row] = await this.database.query<{ total: number }>(sql`
      SELECT count(*)::integer AS total
      FROM precedents p
      JOIN cases c ON c.id = p.case_id
      WHERE ${ofCategory(categoryCode)} AND ${concerning(scope)}`);
    return row!.total;
  }

  /** In the order in which they were handed on. @param after the last of the batch before */
  handedOn({ from, until, scope }: HandedOnFilter, after: HandedOn | null, limit: number): Promise<HandedOn[]> {
    const beyond = after ? sql` AND (a.ended_at, a.id) > (${after.endedAt}, ${after.id})` : sql``;
    const theirs = scope.all ? sql`` : sql` AND a.agency_code = ANY(${agenciesOf(scope)})`;
    return this.database.query<HandedOn>(sql`
      SELECT a.id, a.case_id AS "caseId", a.agency_code AS "agencyCode", a.assigned_at AS "assignedAt", a.ended_at AS "endedAt"
      FROM assignments a
      WHERE a.role = 'LEAD' AND a.status IN ('RETURNED', 'TRANSFERRED') AND a.ended_at >= ${from} AND a.ended_at < ${until}${theirs}${beyond}
      ORDER BY a.ended_at, a.id
      LIMIT ${limit}`);
  }
}

const ofCategory = (code: string | null): Sql => (code === null ? sql`true` : sql`p.category_code = ${code}`);

/**
 * An agency learns of the rulings about cases that are its own, and of those that took one from it or gave one to it: of these none that is
 * confidential, complains of it, or is not for whoever asks.
 */
const concerning = (scope: Scope): Sql => {
  const theirs = sql`TRUE${within(scope)}`;
  if (scope.all) return theirs;
  const handed = byAgency(scope, (codes) => sql`(p.from_agency_code = ANY(${codes}) OR p.agency_code = ANY(${codes}))`);
  return sql`(${theirs} OR ${handed}${notRecused(scope)})`;
};
