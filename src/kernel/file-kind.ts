/** A kind of file as it is kept and handed out; what a sender says of a file is not believed. */
export interface FileKindDescription {
  readonly mediaType: string;
  /** Of the name under which it is handed out, without the dot. */
  readonly extension: string;
  readonly family: 'PHOTO' | 'PDF' | 'OFFICE';
}

/**
 * What can be taken. Not among them: HEIC (its decoder may not be shipped for reasons of patents; telephones send JPEG where a page asks for
 * it), video (nothing here takes its metadata out), SVG and HTML (they are programs), plain text (it is typed into the petition).
 */
export const FILE_KINDS = {
  JPEG: { mediaType: 'image/jpeg', extension: 'jpg', family: 'PHOTO' },
  PNG: { mediaType: 'image/png', extension: 'png', family: 'PHOTO' },
  WEBP: { mediaType: 'image/webp', extension: 'webp', family: 'PHOTO' },
  GIF: { mediaType: 'image/gif', extension: 'gif', family: 'PHOTO' },
  PDF: { mediaType: 'application/pdf', extension: 'pdf', family: 'PDF' },
  ODT: { mediaType: 'application/vnd.oasis.opendocument.text', extension: 'odt', family: 'OFFICE' },
  ODS: { mediaType: 'application/vnd.oasis.opendocument.spreadsheet', extension: 'ods', family: 'OFFICE' },
  ODP: { mediaType: 'application/vnd.oasis.opendocument.presentation', extension: 'odp', family: 'OFFICE' },
  DOCX: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
    family: 'OFFICE',
  },
  XLSX: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extension: 'xlsx', family: 'OFFICE' },
  PPTX: {
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    extension: 'pptx',
    family: 'OFFICE',
  },
} as const satisfies Readonly<Record<string, FileKindDescription>>;

export type FileKind = keyof typeof FILE_KINDS;

export const isFileKind = (word: unknown): word is FileKind => typeof word === 'string' && Object.hasOwn(FILE_KINDS, word);

/** Files that one petition, reply or answer may name, whatever a city decides. */
export const MOST_FILES = 20;
