import type { FieldError } from '../../../kernel/errors.ts';
import type { Attachment } from './attachment.ts';
import { tooManyAttachments, unknownAttachment, usedAttachment } from './attachment-errors.ts';
import type { AttachmentPolicy } from './attachment-policy.ts';

/** Whoever wants to use attachments. Null: a citizen, who knows them by their ids. */
export interface Claimant {
  readonly accountId: string | null;
  readonly at: Date;
}

export type Claimable = Pick<Attachment, 'id' | 'uploadedBy' | 'uploadedAt'> & { readonly linked: boolean };

const MINUTE_MS = 60_000;

/** What is wrong with using these attachments; empty when nothing is. What is somebody else's is unknown. */
export function checkClaim(
  ids: readonly string[],
  found: readonly Claimable[],
  { accountId, at }: Claimant,
  policy: Pick<AttachmentPolicy, 'most' | 'citizenMinutes'>,
): FieldError[] {
  if (ids.length > policy.most) return [tooManyAttachments(policy.most)];
  const oldest = at.getTime() - policy.citizenMinutes * MINUTE_MS;
  const theirs = found.filter(
    ({ uploadedBy, uploadedAt }) => uploadedBy === accountId && (accountId !== null || uploadedAt.getTime() >= oldest),
  );
  if (theirs.length < new Set(ids).size) return [unknownAttachment()];
  return theirs.some(({ linked }) => linked) ? [usedAttachment()] : [];
}
