import { UnfitContent } from './unfit-content.ts';

/** An entry as the directory at the end of an archive has it (APPNOTE 6.3.3, 4.3.12). */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its own header begins. */
  readonly at: number;
}

const END = Buffer.from('PK\x05\x06', 'latin1');
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const DIRECTORY_MARK = 0x02014b50;
const ENTRY_MARK = 0x04034b50;
const DIRECTORY_BYTES = 46;
const ENTRY_BYTES = 30;

/** The entries of an archive. @throws UnfitContent when its directory does not hold together */
export function zipEntries(bytes: Buffer, most: number): ZipEntry[] {
  try {
    return readDirectory(bytes, most);
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('ERR_') ? notWhole() : error; // an address beyond the end
  }
}

function readDirectory(bytes: Buffer, most: number): ZipEntry[] {
  const end = bytes.lastIndexOf(END);
  if (end < 0 || end < bytes.length - END_BYTES - LONGEST_COMMENT) throw notWhole();
  const count = bytes.readUInt16LE(end + 10);
  if (count > most) throw new UnfitContent('BROKEN', `more than ${most} entries`);
  if (bytes.readUInt32LE(end + 16) + bytes.readUInt32LE(end + 12) !== end) throw notWhole(); // something before it, or between
  const entries: ZipEntry[] = [];
  for (let at = bytes.readUInt32LE(end + 16); entries.length < count;) {
    if (bytes.readUInt32LE(at) !== DIRECTORY_MARK) throw notWhole();
    const nameEnd = at + DIRECTORY_BYTES + bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + DIRECTORY_BYTES, nameEnd),
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      packedBytes: bytes.readUInt32LE(at + 20),
      bytes: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    });
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The packed bytes of an entry. @throws UnfitContent when they are not there, or its own header names another entry */
export function packedBytesOf(bytes: Buffer, { name, at, packedBytes }: ZipEntry): Buffer {
  if (at + ENTRY_BYTES > bytes.length || bytes.readUInt32LE(at) !== ENTRY_MARK) throw notWhole();
  const nameEnd = at + ENTRY_BYTES + bytes.readUInt16LE(at + 26);
  if (bytes.toString('utf8', at + ENTRY_BYTES, nameEnd) !== name) throw notWhole();
  const begin = nameEnd + bytes.readUInt16LE(at + 28);
  if (begin + packedBytes > bytes.length) throw notWhole();
  return bytes.subarray(begin, begin + packedBytes);
}

const notWhole = (): UnfitContent => new UnfitContent('BROKEN', 'the archive is not whole');
