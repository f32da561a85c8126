import type { FileKind } from '../../../kernel/file-kind.ts';
import type { GeoPoint } from '../../../kernel/geo-point.ts';

/** With what an attachment came. */
export type AttachmentOrigin = 'PETITION' | 'NOTE' | 'REPLY' | 'SUPPLEMENT';

/** A file as it is kept. */
export interface Attachment {
  readonly id: string;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly name: string;
  readonly width: number | null;
  readonly height: number | null;
  /** When and where it was photographed, as the camera said. */
  readonly takenAt: Date | null;
  readonly position: GeoPoint | null;
  /** Null: a citizen. */
  readonly uploadedBy: string | null;
  readonly uploadedAt: Date;
}

/** What attachments are linked to. */
export interface AttachmentTarget {
  readonly origin: AttachmentOrigin;
  /** Of one of the two. */
  readonly petitionId: string | null;
  readonly caseId: string | null;
  /** The reply that waits for approval with them. */
  readonly draftId: string | null;
  readonly at: Date;
  /** Whether the citizen may have them at once. */
  readonly public: boolean;
}
