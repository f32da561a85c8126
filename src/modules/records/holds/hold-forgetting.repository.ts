import { sql, type Tx } from '../../../platform/database/index.ts';
import type { Forgets, ForgottenCase } from '../retention/forgetting.repository.ts';

/** Takes out of the legal holds of a case for what they were placed and lifted, which may name somebody; who did it and when stays. */
export class HoldForgetting implements Forgets {
  async forget(tx: Tx, { caseId }: Pick<ForgottenCase, 'caseId'>): Promise<void> {
    await tx.query(sql`
      UPDATE legal_holds h SET reason = '', lift_reason = CASE WHEN h.lift_reason IS NOT NULL THEN '' END WHERE h.case_id = ${caseId}`);
  }
}
