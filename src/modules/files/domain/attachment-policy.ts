import type { FileKind } from '../../../kernel/file-kind.ts';

/** What a city decides about attachments. */
export abstract class AttachmentPolicy {
  /** Of 1,048,576 bytes. */
  abstract readonly photoMegabytes: number;
  abstract readonly documentMegabytes: number;
  /** Pixels to which photographs are made smaller. */
  abstract readonly longestSide: number;
  /** With one petition, note, reply or answer. */
  abstract readonly most: number;
  abstract readonly fromCitizens: readonly FileKind[];
  abstract readonly fromStaff: readonly FileKind[];
  /** Minutes in which a citizen may use what they uploaded. */
  abstract readonly citizenMinutes: number;
  /** Hours after which what nobody used is removed. */
  abstract readonly unlinkedHours: number;
}

const MEGABYTE = 1024 * 1024;

/** Bytes that nobody may send more of. */
export const mostBytes = ({ photoMegabytes, documentMegabytes }: AttachmentPolicy): number =>
  Math.max(photoMegabytes, documentMegabytes) * MEGABYTE;

/** The same of one kind. */
export const mostBytesOf = ({ photoMegabytes, documentMegabytes }: AttachmentPolicy, isPhoto: boolean): number =>
  (isPhoto ? photoMegabytes : documentMegabytes) * MEGABYTE;
