import { sql, type Tx } from '../../platform/database/index.ts';

/** Takes the words out of the rulings about a case whose time of retention is over; that they were made, and how, stays. */
export class PrecedentForgetting {
  async forget(tx: Tx, { caseId }: { readonly caseId: string }): Promise<void> {
    await tx.query(sql`UPDATE precedents p SET reason = '' WHERE p.case_id = ${caseId}`);
  }
}
