import { sql, type Tx } from '../../platform/database/index.ts';

/** A case whose time of retention is over. */
interface ForgottenCase {
  readonly caseId: string;
  readonly at: Date;
}

/**
 * Takes out of a case what tells of a person: its words, its exact place, and what was written while it was worked on. Its category, its
 * district, its agencies, what became of it and when stay; where a text said that there was one, an empty one stays.
 */
export class CaseForgetting {
  async forget(tx: Tx, { caseId, at }: ForgottenCase): Promise<void> {
    await this.forgetCase(tx, caseId, at);
    await this.forgetReplies(tx, caseId);
    await this.forgetWork(tx, caseId);
  }

  private async forgetCase(tx: Tx, caseId: string, at: Date): Promise<void> {
    await tx.query(sql`
      UPDATE cases c
      SET anonymised_at = ${at}, subject = '', description = '', lat = NULL, lng = NULL, address = NULL,
        reply = CASE WHEN c.reply IS NOT NULL THEN '' END, search = '',
        promises = (SELECT coalesce(jsonb_agg(p.each || '{"text": ""}' ORDER BY p.place), '[]')
          FROM jsonb_array_elements(c.promises) WITH ORDINALITY AS p (each, place))
      WHERE c.id = ${caseId}`);
  }

  private async forgetReplies(tx: Tx, caseId: string): Promise<void> {
    await tx.query(sql`
      UPDATE case_replies r
      SET text = '', legal_remedy = CASE WHEN r.legal_remedy IS NOT NULL THEN '' END,
        decisions = (SELECT coalesce(jsonb_agg(d.each || '{"note": null}' ORDER BY d.place), '[]')
        FROM jsonb_array_elements(r.decisions) WITH ORDINALITY AS d (each, place))
      WHERE r.case_id = ${caseId}`);
  }

  private async forgetWork(tx: Tx, caseId: string): Promise<void> {
    await tx.query(sql`
      WITH leg AS (
        UPDATE assignments s SET answer = CASE WHEN s.answer IS NOT NULL THEN '' END WHERE s.case_id = ${caseId}
      ), link AS (
        DELETE FROM referrals f USING assignments s WHERE s.id = f.assignment_id AND s.case_id = ${caseId}
      ), extension AS (
        UPDATE case_extensions e SET reason = '', note = CASE WHEN e.note IS NOT NULL THEN '' END WHERE e.case_id = ${caseId}
      ), supplement AS (
        UPDATE supplements q
        SET question = '', answer = CASE WHEN q.answer IS NOT NULL THEN '' END, token_hash = NULL
        WHERE q.case_id = ${caseId}
      ), recusal AS (
        UPDATE recusals x SET reason = '' WHERE x.case_id = ${caseId}
      ), reveal AS (
        UPDATE reveals v SET note = CASE WHEN v.note IS NOT NULL THEN '' END WHERE v.case_id = ${caseId}
      )
      DELETE FROM shortlisted_cases h WHERE h.case_id = ${caseId}`);
  }
}
