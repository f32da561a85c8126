import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AttachmentOrigin } from './domain/attachment.ts';

/** What an attachment belongs to; to one thing, for ever. */
@Entity('attachment_links')
@Index('attachment_links_by_petition', ['petitionId'], { where: 'petition_id IS NOT NULL' })
@Index('attachment_links_by_case', ['caseId'], { where: 'case_id IS NOT NULL' })
export class AttachmentLinkEntity {
  @ForeignKey('attachments', { name: 'attachment_links_attachment' })
  @PrimaryColumn({ name: 'attachment_id', type: 'uuid', primaryKeyConstraintName: 'attachment_links_once' })
  attachmentId: string;

  @Column({ type: 'text' })
  origin: AttachmentOrigin;

  /** A petition's files go where the petition goes. */
  @ForeignKey('petitions', { name: 'attachment_links_petition' })
  @Column({ name: 'petition_id', type: 'uuid', nullable: true })
  petitionId: string | null;

  @ForeignKey('cases', { name: 'attachment_links_case' })
  @Column({ name: 'case_id', type: 'uuid', nullable: true })
  caseId: string | null;

  /** The reply that waits for approval with it, or waited. */
  @Column({ name: 'draft_id', type: 'uuid', nullable: true })
  draftId: string | null;

  @Column({ name: 'linked_at', type: 'timestamptz', precision: 3 })
  linkedAt: Date;

  /** Since when the citizen may have it; null: never. */
  @Column({ name: 'public_at', type: 'timestamptz', precision: 3, nullable: true })
  publicAt: Date | null;
}
