import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { type Db, type Sql, sql } from '../../../platform/database/index.ts';
import { within } from '../../cases/index.ts';
import type { ReopenState } from './domain/reopen-request.ts';

/** A request as those who decide read it. */
export interface ListedRequest {
  readonly id: string;
  readonly caseNo: string;
  readonly subject: string;
  readonly agencyCode: string | null;
  readonly petitionNo: string;
  readonly closing: number;
  readonly overall: number;
  readonly reason: string;
  readonly state: ReopenState;
  readonly requestedAt: Date;
  readonly dueAt: Date;
  readonly decidedAt: Date | null;
  readonly note: string | null;
}

export interface RequestFilter {
  readonly state: ReopenState;
  readonly caseNo: string | null;
}

/** The last row of a page: the list goes on after it. */
export interface RequestCursor {
  readonly dueAt: Date;
  readonly id: string;
}

@Injectable()
export class ReopenRequestReadModel {
  async get(db: Db, scope: Scope, id: string): Promise<ListedRequest> {
    const [row] = await db.query<ListedRequest>(sql`${SELECT_LISTED}${within(scope)} AND r.id = ${id}`);
    return row!;
  }

  /** The earliest due first. @param limit rows, one more than a page to know whether there is another */
  list(db: Db, scope: Scope, filter: RequestFilter, after: RequestCursor | null, limit: number): Promise<ListedRequest[]> {
    const beyond = after ? sql` AND (r.due_at, r.id) > (${after.dueAt}, ${after.id})` : sql``;
    return db.query<ListedRequest>(sql`
      ${SELECT_LISTED}${within(scope)}${matching(filter)}${beyond}
      ORDER BY r.due_at, r.id
      LIMIT ${limit}`);
  }

  async count(db: Db, scope: Scope, filter: RequestFilter): Promise<number> {
    const [row] = await db.query<{ total: number }>(sql`
      SELECT count(*)::integer AS total ${FROM_REQUESTS}${within(scope)}${matching(filter)}`);
    return row!.total;
  }
}

const FROM_REQUESTS = sql`
  FROM reopen_requests r
  JOIN surveys v ON v.id = r.survey_id
  JOIN cases c ON c.id = r.case_id
  JOIN petitions p ON p.id = v.petition_id
  WHERE true`;

const SELECT_LISTED = sql`
  SELECT r.id, c.case_no AS "caseNo", c.subject, c.lead_agency_code AS "agencyCode", p.petition_no AS "petitionNo", r.closing,
    v.overall, r.reason, r.state, r.requested_at AS "requestedAt", r.due_at AS "dueAt", r.decided_at AS "decidedAt", r.note
  ${FROM_REQUESTS}`;

/** Of a case that was made anonymous nothing is left to be decided. */
const matching = ({ state, caseNo }: RequestFilter): Sql => {
  const ofState = state === 'OPEN' ? sql` AND r.state = ${state} AND c.anonymised_at IS NULL` : sql` AND r.state = ${state}`;
  return caseNo === null ? ofState : sql`${ofState} AND c.case_no = ${caseNo}`;
};
