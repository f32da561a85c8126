import { Injectable } from '@nestjs/common';
import { type Db, sql, type Tx } from '../../../platform/database/index.ts';

/** Who has had the files of petitioners, as the record has it. */
@Injectable()
export class AttachmentViewRepository {
  /** Whether somebody had a file since then. */
  async seen(db: Db, attachmentId: string, accountId: string, since: Date): Promise<boolean> {
    const rows = await db.query(sql`
      SELECT 1
      FROM facts f
      WHERE f.subject_id = ${attachmentId} AND f.type = 'attachment.viewed' AND f.actor_id = ${accountId} AND f.at > ${since}
      LIMIT 1`);
    return rows.length > 0;
  }

  /** Lets one after another look at who had a file. */
  async lock(tx: Tx, attachmentId: string): Promise<void> {
    await tx.query(sql`SELECT l.attachment_id FROM attachment_links l WHERE l.attachment_id = ${attachmentId} FOR UPDATE`);
  }
}
