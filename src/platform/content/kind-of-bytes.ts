import { FILE_KINDS, type FileKind } from '../../kernel/file-kind.ts';

const BY_MEDIA_TYPE = new Map<string, FileKind>(
  Object.entries(FILE_KINDS).map(([kind, { mediaType }]) => [mediaType, kind as FileKind]),
);

/** What a file is by its first bytes, and an archive by its entries; null when it is nothing that can be taken. */
export async function kindOfBytes(bytes: Buffer): Promise<FileKind | null> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined); // what cannot be read to its end is of no kind
  return (found && BY_MEDIA_TYPE.get(found.mime)) ?? null;
}
