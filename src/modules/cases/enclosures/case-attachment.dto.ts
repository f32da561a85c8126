import { FILE_KINDS } from '../../../kernel/file-kind.ts';
import { type AttachmentOrigin, namelessName } from '../../files/index.ts';
import type { CaseAttachment, FoundAttachment } from './case-attachment.read-model.ts';

export class PositionView {
  lat: number;
  lng: number;
}

/**
 * One attachment of a case. Where and when somebody photographed who petitioned in confidence or without a name, the custodians see to whom
 * that petitioner is revealed.
 */
export class CaseAttachmentView {
  /** For `GET /files/{attachmentId}`. */
  attachmentId: string;
  name: string;
  contentType: string;
  bytes: number;
  /** Pixels; null when it is no picture. */
  width: number | null;
  height: number | null;
  /** With what it came. */
  from: AttachmentOrigin;
  petitionNo: string | null;
  linkedAt: string;
  /** Whether the citizen may have it. */
  public: boolean;
  /** By the camera. */
  takenAt: string | null;
  position: PositionView | null;
  /** Whether name, time and place are withheld. */
  masked: boolean;
}

export const toCaseAttachmentView = (of: CaseAttachment, write: (at: Date) => string): CaseAttachmentView => ({
  attachmentId: of.id,
  name: shownNameOf(of),
  contentType: FILE_KINDS[of.kind].mediaType,
  bytes: of.bytes,
  width: of.width,
  height: of.height,
  from: of.origin,
  petitionNo: of.petitionNo,
  linkedAt: write(of.linkedAt),
  public: of.public,
  takenAt: of.withheld ? null : of.takenAt && write(of.takenAt),
  position: of.withheld ? null : of.position,
  masked: of.withheld,
});

/** People call files by their names. */
export const shownNameOf = (of: Pick<FoundAttachment, 'name' | 'kind' | 'withheld'>): string =>
  of.withheld ? namelessName(of.kind) : of.name;
