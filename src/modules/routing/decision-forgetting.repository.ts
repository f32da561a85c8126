import { sql, type Tx } from '../../platform/database/index.ts';

/** Takes the petitioner's answers out of the decisions about a case whose time of retention is over; who got it and why stays. */
export class DecisionForgetting {
  async forget(tx: Tx, { caseId }: { readonly caseId: string }): Promise<void> {
    await tx.query(sql`
      UPDATE routing_decisions d SET facts = d.facts || '{"answers": {}}', border = NULL WHERE d.case_id = ${caseId}`);
  }
}
