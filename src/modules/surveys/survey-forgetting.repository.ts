import { sql, type Tx } from '../../platform/database/index.ts';

/** Takes the free words out of the surveys of a case whose time of retention is over, and the links to them; the marks stay. */
export class SurveyForgetting {
  async forget(tx: Tx, { caseId }: { readonly caseId: string }): Promise<void> {
    await tx.query(sql`
      WITH review AS (
        UPDATE survey_reviews r SET note = CASE WHEN r.note IS NOT NULL THEN '' END
        WHERE r.survey_id IN (SELECT s.id FROM surveys s WHERE s.case_id = ${caseId})
      ), request AS (
        UPDATE reopen_requests q SET reason = '', note = CASE WHEN q.note IS NOT NULL THEN '' END WHERE q.case_id = ${caseId}
      )
      UPDATE surveys s
      SET comment = CASE WHEN s.comment IS NOT NULL THEN '' END, token_hash = NULL, reminder_token_hash = NULL
      WHERE s.case_id = ${caseId}`);
  }
}
