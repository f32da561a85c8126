import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
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
  /** Nobody decided before the case became due: nobody can any more. */
  readonly tooLate: boolean;
}

@Injectable()
export class ExtensionReadModel {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What was asked for a case, the oldest first. @throws CaseNotFound */
  async ofCase(actor: Actor, caseNo: string): Promise<ExtensionRow[]> {
    const [found] = await this.database.query<{ id: string }>(sql`
      SELECT c.id FROM cases c WHERE c.case_no = ${caseNo}${reachable(actor.scope)}`);
    if (!found) throw new CaseNotFound();
    return this.database.query<ExtensionRow>(sql`
      SELECT x.id, x.state, x.until, x.from_due_at AS "fromDueAt", x.due_at AS "dueAt", x.days, x.approver,
        x.reason_code AS "reasonCode", x.reason, x.requested_at AS "requestedAt", x.decided_at AS "decidedAt", x.note,
        jsonb_build_object('id', a.id, 'displayName', a.display_name) AS "requestedBy",
        CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('id', d.id, 'displayName', d.display_name) END AS "decidedBy",
        x.state = 'OPEN' AND c.clock_state = 'RUNNING' AND c.due_at <= ${this.clock.now()} AS "tooLate"
      FROM case_extensions x
      JOIN cases c ON c.id = x.case_id
      JOIN accounts a ON a.id = x.requested_by
      LEFT JOIN accounts d ON d.id = x.decided_by
      WHERE x.case_id = ${found.id}
      ORDER BY x.requested_at, x.id`);
  }
}
