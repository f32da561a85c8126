import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type { FileKind } from '../../kernel/file-kind.ts';
import { UnfitContent } from './unfit-content.ts';
import { packedBytesOf, type ZipEntry, zipEntries } from './zip-directory.ts';

const inflate = promisify(inflateRaw);

const MOST_ENTRIES = 2_000;
/** Of all entries together; a thick report with its pictures has a tenth. */
const MOST_BYTES = 100 * 1024 * 1024;
const [STORED, DEFLATED] = [0, 8];

/** Programs, and files of other programs, wherever they lie. */
const ACTIVE =
  /(^|\/)(vbaProject\.bin|vbaData\.xml|macrosheets|activeX|oleObject[^/]*|Basic|Scripts|ObjectReplacements)(\/|$)|\.(exe|dll|js|vbs|bat|cmd|ps1|hta|lnk|jar|scr)$/i;

/** The entry without which it is not that kind. */
const HEART: Readonly<Partial<Record<FileKind, string>>> = {
  DOCX: 'word/document.xml',
  XLSX: 'xl/workbook.xml',
  PPTX: 'ppt/presentation.xml',
  ODT: 'content.xml',
  ODS: 'content.xml',
  ODP: 'content.xml',
};

/**
 * Whether a document of an office (OOXML, ODF) is whole and holds no program. Each entry is unpacked as far as its directory says and
 * forgotten: one that lies about its size does not pass.
 *
 * @throws UnfitContent
 */
export async function checkOffice(bytes: Buffer, kind: FileKind): Promise<void> {
  const entries = zipEntries(bytes, MOST_ENTRIES);
  if (!entries.some(({ name }) => name === HEART[kind])) throw new UnfitContent('BROKEN', 'its main part is missing');
  if (new Set(entries.map(({ name }) => name)).size !== entries.length)
    throw new UnfitContent('BROKEN', 'an entry is there twice');
  if (entries.reduce((sum, entry) => sum + entry.bytes, 0) > MOST_BYTES)
    throw new UnfitContent('BROKEN', 'it unpacks to too much');
  if (entries.some(({ name }) => ACTIVE.test(name))) throw new UnfitContent('ACTIVE', 'programs in the document');
  for (const entry of entries) await checkEntry(bytes, entry);
}

async function checkEntry(bytes: Buffer, entry: ZipEntry): Promise<void> {
  const { name, encrypted, method } = entry;
  if (encrypted) throw new UnfitContent('BROKEN', 'it asks for a password');
  if (/^\/|\\|(^|\/)\.\.(\/|$)|^[a-z]:/i.test(name)) throw new UnfitContent('ACTIVE', 'an entry that leads out of the document');
  const packed = packedBytesOf(bytes, entry);
  if (method === STORED ? packed.length !== entry.bytes : method !== DEFLATED)
    throw new UnfitContent('BROKEN', 'it cannot be unpacked');
  if (method !== DEFLATED) return;
  const unpacked = await inflate(packed, { maxOutputLength: Math.max(entry.bytes, 1) }).catch(() => null);
  if (unpacked?.length !== entry.bytes) throw new UnfitContent('BROKEN', 'an entry is not as long as it says');
}
