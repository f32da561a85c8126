import type { Fact } from '../../../kernel/fact.ts';
import type { FileKind } from '../../../kernel/file-kind.ts';
import type { Attachment, AttachmentOrigin, AttachmentTarget } from './attachment.ts';

export type AttachmentUploaded = Fact<'attachment.uploaded', { readonly kind: FileKind; readonly bytes: number }>;
export type AttachmentLinked = Fact<
  'attachment.linked',
  { readonly origin: AttachmentOrigin; readonly petitionId: string | null; readonly caseId: string | null }
>;
/** Nobody used it in time. */
export type AttachmentDiscarded = Fact<'attachment.discarded', { readonly uploadedAt: string }>;
/** Somebody had the file of a petitioner; once for each person and hour. */
export type AttachmentViewed = Fact<'attachment.viewed', { readonly caseNo: string }>;

const subjectOf = (id: string) => ({ kind: 'attachment', id }) as const;

export const attachmentUploaded = ({ id, kind, bytes }: Attachment): AttachmentUploaded => ({
  type: 'attachment.uploaded',
  subject: subjectOf(id),
  data: { kind, bytes },
});

export const attachmentsLinked = (
  ids: readonly string[],
  { origin, petitionId, caseId }: Pick<AttachmentTarget, 'origin' | 'petitionId' | 'caseId'>,
): AttachmentLinked[] =>
  ids.map((id) => ({ type: 'attachment.linked', subject: subjectOf(id), data: { origin, petitionId, caseId } }));

export const attachmentDiscarded = (id: string, uploadedAt: Date): AttachmentDiscarded => ({
  type: 'attachment.discarded',
  subject: subjectOf(id),
  data: { uploadedAt: uploadedAt.toISOString() },
});

export const attachmentViewed = (id: string, caseNo: string): AttachmentViewed => ({
  type: 'attachment.viewed',
  subject: subjectOf(id),
  data: { caseNo },
});
