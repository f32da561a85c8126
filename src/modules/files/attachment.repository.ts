import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../kernel/errors.ts';
import { type ConstraintErrors, type Db, join, refusing, type Sql, sql, type Tx } from '../../platform/database/index.ts';
import { AttachmentGone, AttachmentUsed } from './domain/attachment-errors.ts';
import type { Attachment, AttachmentTarget } from './domain/attachment.ts';
import { AttachmentPolicy } from './domain/attachment-policy.ts';
import { checkClaim, type Claimable, type Claimant } from './domain/claim.ts';

export const ATTACHMENT_CONSTRAINTS: ConstraintErrors = {
  attachment_links_once: AttachmentUsed,
  attachment_links_attachment: AttachmentGone,
};

const HOUR_MS = 3_600_000;

/** An attachment that nobody used. */
export interface Unlinked {
  readonly id: string;
  readonly uploadedAt: Date;
}

@Injectable()
export class AttachmentRepository {
  constructor(private readonly policy: AttachmentPolicy) {}

  async insert(tx: Tx, of: Attachment): Promise<void> {
    await tx.query(sql`
      INSERT INTO attachments (id, kind, bytes, sha256, name, width, height, taken_at, lat, lng, uploaded_by, uploaded_at)
      VALUES (${of.id}, ${of.kind}, ${of.bytes}, ${of.sha256}, ${of.name}, ${of.width}, ${of.height}, ${of.takenAt},
        ${of.position?.lat ?? null}, ${of.position?.lng ?? null}, ${of.uploadedBy}, ${of.uploadedAt})`);
  }

  /** Whether somebody may use these attachments. What happens meanwhile, `linkPart` refuses. @throws InvalidInput */
  async check(db: Db, ids: readonly string[], claimant: Claimant): Promise<void> {
    if (ids.length === 0) return;
    const found = await db.query<Claimable>(sql`
      SELECT a.id, a.uploaded_by AS "uploadedBy", a.uploaded_at AS "uploadedAt", a.linked_at IS NOT NULL AS linked
      FROM attachments a
      WHERE a.id = ANY(${[...ids]}::uuid[])`);
    const errors = checkClaim(ids, found, claimant, this.policy);
    if (errors.length > 0) throw new InvalidInput(errors);
  }

  /** Links attachments that were checked to what they came with. @throws AttachmentUsed, AttachmentGone */
  async link(tx: Tx, ids: readonly string[], target: AttachmentTarget): Promise<void> {
    if (ids.length === 0) return;
    await tx.query(sql`WITH ${this.linkPart(ids, target)} SELECT 1`).catch(refusing(ATTACHMENT_CONSTRAINTS));
  }

  /**
   * The same as common table expressions `attached` and `attachment`, for a statement that writes more; it is refused by
   * `ATTACHMENT_CONSTRAINTS`. Each attachment is linked once: the key of the links sees to it.
   *
   * @param ids at least one
   */
  linkPart(ids: readonly string[], { origin, petitionId, caseId, draftId, at, public: isPublic }: AttachmentTarget): Sql {
    const rows = [...new Set(ids)].map(
      (id) => sql`(${id}, ${origin}, ${petitionId}, ${caseId}, ${draftId}, ${at}, ${isPublic ? at : null})`,
    );
    return sql`attached AS (
      INSERT INTO attachment_links (attachment_id, origin, petition_id, case_id, draft_id, linked_at, public_at)
      VALUES ${join(rows, ', ')}
    ), attachment AS (UPDATE attachments SET linked_at = ${at} WHERE id = ANY(${[...ids]}::uuid[]))`;
  }

  /** Lets the citizen have what a reply was handed in with: it was approved. */
  async publish(tx: Tx, caseId: string, draftId: string, at: Date): Promise<void> {
    await tx.query(sql`UPDATE attachment_links SET public_at = ${at} WHERE case_id = ${caseId} AND draft_id = ${draftId}`);
  }

  /**
   * Takes rows of attachments that nobody used away. Whoever links one at the same moment holds it: it is passed over, and found linked
   * the next time.
   */
  async takeUnlinked(tx: Tx, now: Date, limit: number): Promise<Unlinked[]> {
    const before = new Date(now.getTime() - this.policy.unlinkedHours * HOUR_MS);
    const held = await tx.query<Unlinked>(sql`
      SELECT a.id, a.uploaded_at AS "uploadedAt"
      FROM attachments a
      WHERE a.linked_at IS NULL AND a.uploaded_at < ${before}
      ORDER BY a.uploaded_at
      LIMIT ${limit}
      FOR UPDATE SKIP LOCKED`);
    if (held.length > 0) await tx.query(sql`DELETE FROM attachments WHERE id = ANY(${held.map(({ id }) => id)}::uuid[])`);
    return held;
  }

  /** Files whose cases were made anonymous, and which the store may still have. */
  async forgotten(db: Db, limit: number): Promise<string[]> {
    const rows = await db.query<{ id: string }>(sql`
      SELECT a.id
      FROM attachments a
      WHERE a.forgotten_at IS NOT NULL AND a.removed_at IS NULL
      ORDER BY a.forgotten_at
      LIMIT ${limit}`);
    return rows.map(({ id }) => id);
  }

  async noteRemoved(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
    await tx.query(sql`UPDATE attachments SET removed_at = ${at} WHERE id = ANY(${[...ids]}::uuid[])`);
  }

  /** Notes of each whether the store has it. */
  async noteMissing(tx: Tx, missing: readonly string[], there: readonly string[], at: Date): Promise<void> {
    await tx.query(sql`
      UPDATE attachments SET missing_since = ${at} WHERE id = ANY(${[...missing]}::uuid[]) AND missing_since IS NULL`);
    await tx.query(sql`
      UPDATE attachments SET missing_since = NULL WHERE id = ANY(${[...there]}::uuid[]) AND missing_since IS NOT NULL`);
  }
}
