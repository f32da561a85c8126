import { deflateRawSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import type { Answer, Client } from './test-app.ts';

const BOUNDARY = 'line-between-parts';

export interface SentFile {
  readonly bytes: Buffer;
  readonly name?: string;
  /** What the sender says it is; nobody believes it. */
  readonly type?: string;
  /** The field of the form. */
  readonly field?: string;
}

/** A form with files, as browsers send it. */
export function formOf(...files: readonly SentFile[]): Buffer {
  const parts = files.flatMap(({ bytes, name = 'IMG_1999.jpg', type = 'image/jpeg', field = 'file' }) => [
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

export const AS_FORM = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };

export const upload = (
  client: Client,
  path: string,
  file: SentFile,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => client.post(path, formOf(file), { ...AS_FORM, ...headers });

/** Uploads a file that is taken. @returns its id */
export async function uploaded(client: Client, path: string, file: SentFile): Promise<string> {
  const answer = await upload(client, path, file);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.attachmentId as string;
}

/** Where and when the photographs of the tests are taken. */
export const TAKEN = { position: { lat: 24.957, lng: 121.225 }, at: '2026-11-20T08:30:00.000+08:00' };

const NOTES = {
  IFD0: { Make: 'SECRET-MAKER', Copyright: 'SECRET-OWNER' },
  IFD2: { DateTimeOriginal: '2026:11:20 08:30:00', OffsetTimeOriginal: '+08:00' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '24/1 57/1 2520/100',
    GPSLongitudeRef: 'E',
    GPSLongitude: '121/1 13/1 3000/100',
  },
};

/** Noise: a picture that does not become small. */
export const picture = (width = 640, height = 480): Sharp =>
  sharp({
    create: { width, height, channels: 3, background: '#777', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  });

/** A photograph as a telephone held upright takes it: lying, with the place, the time, and the name of its owner. */
export const photo = (width = 640, height = 480): Promise<Buffer> =>
  picture(width, height).jpeg().withExif(NOTES).withMetadata({ orientation: 6 }).toBuffer();

export const pdf = (inside = ''): Buffer =>
  Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog ${inside} >>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\nstartxref\n60\n%%EOF\n`,
    'latin1',
  );

/** An archive of these entries; `lie` changes what its directory says of their lengths. */
export function zip(entries: Readonly<Record<string, string | Buffer>>, lie: (bytes: number) => number = (n) => n): Buffer {
  const heads: Buffer[] = [];
  const bodies: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content);
    const isStored = name === 'mimetype'; // so that the kind of an OpenDocument stands at a fixed place
    const packed = isStored ? bytes : deflateRawSync(bytes);
    const named = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isStored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(lie(bytes.length), 18);
    common.writeUInt16LE(named.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, named, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    heads.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, named]));
    bodies.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(heads.length, 8);
  end.writeUInt16LE(heads.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}

const crc32 = (bytes: Buffer): number => {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
};

const TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
  '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';

export const docx = (more: Readonly<Record<string, string | Buffer>> = {}, lie?: (bytes: number) => number): Buffer =>
  zip({ '[Content_Types].xml': TYPES, 'word/document.xml': '<w:document/>', ...more }, lie);

export const odt = (more: Readonly<Record<string, string | Buffer>> = {}): Buffer =>
  zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<office/>', ...more });
