import { sql, type Tx } from '../../platform/database/index.ts';

/** A case whose time of retention is over. */
interface ForgottenCase {
  readonly caseId: string;
  readonly petitionIds: readonly string[];
  readonly at: Date;
}

/** Of the files of a case, what they were called, where they were made and what was in them goes; kind, size and times stay. */
export class AttachmentForgetting {
  async forget(tx: Tx, { caseId, petitionIds, at }: ForgottenCase): Promise<void> {
    await tx.query(sql`
      UPDATE attachments a
      SET name = '', sha256 = '', taken_at = NULL, lat = NULL, lng = NULL, missing_since = NULL, forgotten_at = ${at}
      WHERE a.forgotten_at IS NULL AND a.id IN (
        SELECT l.attachment_id FROM attachment_links l WHERE l.case_id = ${caseId}
        UNION
        SELECT l.attachment_id FROM attachment_links l WHERE l.petition_id = ANY(${[...petitionIds]}::uuid[]))`);
  }
}
