import { Injectable } from '@nestjs/common';
import { type Db, json, type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import { WHOLE_CITY } from '../../identity/index.ts';
import { type ApprovalDecision, askedNow, type ReplyDraft } from '../domain/reply-draft.ts';

/** A draft as JSON holds it. */
export interface DraftRow extends Omit<ReplyDraft, 'submittedAt' | 'decisions'> {
  readonly submittedAt: string;
  readonly decisions: readonly (Omit<ApprovalDecision, 'at'> & { readonly at: string })[];
}

/** The replies of cases that were handed in for approval. */
@Injectable()
export class ReplyDraftRepository {
  /** Every draft of a case, the oldest first. */
  async list(db: Db, caseId: string): Promise<ReplyDraft[]> {
    const rows = await db.query<{ draft: DraftRow }>(sql`
      SELECT ${DRAFT} AS draft
      FROM case_replies d
      WHERE d.case_id = ${caseId}
      ORDER BY d.submitted_at, d.id`);
    return rows.map(({ draft }) => toDraft(draft));
  }

  /** Writes a draft as it stands now. */
  async save(tx: Tx, caseId: string, draft: ReplyDraft): Promise<void> {
    const asked = askedNow(draft);
    await tx.query(sql`
      INSERT INTO case_replies (id, case_id, state, text, outcome, legal_remedy_code, legal_remedy, template_code, submitted_by,
        submitted_at, status_before, approvers, decisions, asked_agency)
      VALUES (${draft.id}, ${caseId}, ${draft.state}, ${draft.text}, ${draft.outcome}, ${draft.legalRemedy?.code ?? null},
        ${draft.legalRemedy?.text ?? null}, ${draft.templateCode}, ${json(draft.submittedBy)}, ${draft.submittedAt}, ${draft.statusBefore},
        ${json(draft.approvers)}, ${json(draft.decisions)}, ${asked && (asked.agencyCode ?? WHOLE_CITY)})
      ON CONFLICT (id) DO UPDATE
      SET state = excluded.state, decisions = excluded.decisions, asked_agency = excluded.asked_agency`);
  }
}

const DRAFT = sql`jsonb_build_object('id', d.id, 'state', d.state, 'text', d.text, 'outcome', d.outcome, 'legalRemedy',
    CASE WHEN d.legal_remedy IS NOT NULL THEN jsonb_build_object('code', d.legal_remedy_code, 'text', d.legal_remedy) END,
    'templateCode', d.template_code, 'submittedBy', d.submitted_by, 'submittedAt', d.submitted_at, 'statusBefore', d.status_before, 'approvers', d.approvers,
    'decisions', d.decisions)`;

/** The draft that the case `c` waits for approval of, or null. */
export const PENDING_DRAFT: Sql = sql`(
      SELECT ${DRAFT} FROM case_replies d WHERE d.case_id = c.id AND d.state = 'PENDING')`;

export const toDraft = (row: DraftRow): ReplyDraft => ({
  ...row,
  submittedAt: new Date(row.submittedAt),
  decisions: row.decisions.map((decision) => ({ ...decision, at: new Date(decision.at) })),
});
