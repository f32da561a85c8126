import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.ts';
import { type Db, json, type Sql, sql } from '../../platform/database/index.ts';
import type { Decision } from './domain/decide.ts';

/** A decision as it is read back; the service level that it gave is the case's. */
export type StoredDecision = Omit<Decision, 'sla'>;

/** The decision on a case as one `INSERT`, to be part of the statement that writes the case. */
export const decisionPart = (decision: Decision, caseId: string, at: Date): Sql => sql`
  INSERT INTO routing_decisions (id, case_id, rule_set_version, rule_id, outcome, lead_agency_code, co_agency_codes, reasons,
    runners_up, border, facts, decided_at)
  VALUES (${newId()}, ${caseId}, ${decision.ruleSetVersion}, ${decision.ruleId}, ${decision.outcome}, ${decision.leadAgencyCode},
    ${decision.coAgencyCodes}, ${json(decision.reasons)}, ${json(decision.runnersUp)}, ${json(decision.border)}, ${json(decision.facts)},
    ${at})`;

@Injectable()
export class RoutingDecisionRepository {
  /** The decision by which a case was sent last; null for a case that only people have sent. */
  async latestOf(db: Db, caseId: string): Promise<StoredDecision | null> {
    const [row] = await db.query<StoredDecision>(sql`
      SELECT d.rule_set_version AS "ruleSetVersion", d.rule_id AS "ruleId", d.outcome, d.lead_agency_code AS "leadAgencyCode",
        d.co_agency_codes AS "coAgencyCodes", d.reasons, d.runners_up AS "runnersUp", d.border, d.facts
      FROM routing_decisions d
      WHERE d.case_id = ${caseId}
      ORDER BY d.decided_at DESC, d.id DESC
      LIMIT 1`);
    return row ?? null;
  }
}
