import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Database, sql } from '../../../platform/database/index.ts';
import { reachable } from '../case-scope.repository.ts';
import { CaseNotFound } from '../domain/case-errors.ts';
import type { ExtensionRequest } from '../domain/extension.ts';

interface Decider {
  readonly id: string;
  readonly displayName: string;
}

/** An extension as it is listed. */
export interface ExtensionRow extends Omit<ExtensionRequest, 'requestedBy' | 'decidedBy' | 'reasonText'> {
  readonly requestedBy: Decider;
  readonly decidedBy: Decider | null;
}

@Injectable()
export class ExtensionReadModel {
  constructor(private readonly database: Database) {}

  /** What was asked for a case, the oldest first. @throws CaseNotFound */
  async ofCase(actor: Actor, caseNo: string): Promise<ExtensionRow[]> {
    const [found] = await this.database.query<{ id: string }>(sql`
      SELECT c.id FROM cases c WHERE c.case_no = ${caseNo}${reachable(actor.scope, 'CATEGORY_OWNER')}`);
    if (!found) throw new CaseNotFound();
    return this.database.query<ExtensionRow>(sql`
      SELECT x.id, x.state, x.until, x.from_due_at AS "fromDueAt", x.due_at AS "dueAt", x.days, x.approver,
        x.reason_code AS "reasonCode", x.reason, x.requested_at AS "requestedAt", x.decided_at AS "decidedAt", x.note,
        jsonb_build_object('id', a.id, 'displayName', a.display_name) AS "requestedBy",
        CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('id', d.id, 'displayName', d.display_name) END AS "decidedBy"
      FROM case_extensions x
      JOIN accounts a ON a.id = x.requested_by
      LEFT JOIN accounts d ON d.id = x.decided_by
      WHERE x.case_id = ${found.id}
      ORDER BY x.requested_at, x.id`);
  }

  /** The cases whose time is over before anybody has decided on their extension: few, from `case_extensions_one_open`. */
  async listLapsed(now: Date, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(sql`
      SELECT c.id ${WAITING} AND c.due_at <= ${now} ORDER BY c.due_at, c.id LIMIT ${limit}`);
    return rows.map(({ id }) => id);
  }

  /** When the first of them is over that wait for a decision. */
  async nextLapse(): Promise<Date | null> {
    const [row] = await this.database.query<{ at: Date | null }>(sql`SELECT min(c.due_at) AS at ${WAITING}`);
    return row?.at ?? null;
  }
}

/** Cases for whose extension somebody has asked, and whose time runs. */
const WAITING = sql`
      FROM case_extensions x
      JOIN cases c ON c.id = x.case_id
      WHERE x.state = 'OPEN' AND c.clock_state = 'RUNNING'`;
