import { FILE_KINDS, type FileKind } from '../../../kernel/file-kind.ts';

const LONGEST = 100;
const UNNAMED = { PHOTO: 'photo', PDF: 'document', OFFICE: 'document' };

/** Control characters, what turns the direction of reading (`txt.exe` read backwards), what is not seen, and what means something in paths and headers. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const MEANING = /[/\\:*?"<>|;]/g;

/** What the sender calls a file, fit to be shown: without the folders, with the ending of what it is. */
export function shownName(sent: string, kind: FileKind): string {
  const { extension, family } = FILE_KINDS[kind];
  const last = sent.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1)!;
  const words = last
    .replace(/\.[^.]*$/, '')
    .replaceAll(UNSEEN, '')
    .replaceAll(MEANING, '_')
    .replaceAll(/\s+/g, ' ');
  const stem = words.replace(/^[.\s]+/, '').trim();
  return `${[...stem].slice(0, LONGEST).join('').trim() || UNNAMED[family]}.${extension}`;
}

/** The name of a file whose own name is withheld. */
export const namelessName = (kind: FileKind): string => `${UNNAMED[FILE_KINDS[kind].family]}.${FILE_KINDS[kind].extension}`;

/** A `Content-Disposition` (RFC 6266): the name in ASCII for old programs, and as it is in UTF-8 (RFC 8187). */
export function contentDisposition(name: string, kind: FileKind): string {
  const way = FILE_KINDS[kind].family === 'PHOTO' ? 'inline' : 'attachment';
  const ascii = name.replaceAll(/[^\x20-\x7e]|["%\\]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${way}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
