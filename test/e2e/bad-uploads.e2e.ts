import sharp from 'sharp';
import { expectNothingKept } from '../support/kept-files.ts';
import { pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';
import { AS_FORM, docx, formOf, odt, pdf, photo, picture, type SentFile, upload, uploaded, zip } from '../support/uploads.ts';

let city: TestApp;
let operator: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  operator = await city.as('operator');
});

afterAll(() => city.close());

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
const MACRO = { 'word/vbaProject.bin': 'x' };
const EICAR_LIKE = Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0', 'latin1');
const MB = 1024 * 1024;

/** A PNG that says it is enormous: a few hundred bytes that would fill gigabytes. */
async function pixelBomb(): Promise<Buffer> {
  const small = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  const bomb = Buffer.from(small);
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  const crcOf = (bytes: Buffer): number => {
    let crc = ~0;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
    }
    return ~crc >>> 0;
  };
  bomb.writeUInt32BE(crcOf(bomb.subarray(12, 29)), 29);
  return bomb;
}

type Bad = readonly [what: string, file: () => Promise<SentFile> | SentFile, status: number, code: string];

const BAD: readonly Bad[] = [
  ['no bytes at all', () => ({ bytes: Buffer.alloc(0) }), 422, 'attachment.empty'],
  ['a file in another field', () => ({ bytes: pdf(), field: 'photo' }), 422, 'attachment.missing'],
  ['text that is called a photograph', () => ({ bytes: Buffer.from('not a photo') }), 415, 'attachment.type_refused'],
  [
    'SVG, which is a program',
    () => ({ bytes: Buffer.from(SVG), name: 'a.svg', type: 'image/svg+xml' }),
    415,
    'attachment.type_refused',
  ],
  [
    'SVG that is called PNG',
    () => ({ bytes: Buffer.from(SVG), name: 'a.png', type: 'image/png' }),
    415,
    'attachment.type_refused',
  ],
  ['HTML', () => ({ bytes: Buffer.from('<!doctype html><script>1</script>'), name: 'a.pdf' }), 415, 'attachment.type_refused'],
  ['a program of Windows that is called a photograph', () => ({ bytes: EICAR_LIKE }), 415, 'attachment.type_refused'],
  ['a plain archive', () => ({ bytes: zip({ 'a.txt': 'x' }), name: 'a.zip' }), 415, 'attachment.type_refused'],
  ['TIFF, which nothing here reads', async () => ({ bytes: await picture().tiff().toBuffer() }), 415, 'attachment.type_refused'],
  [
    'AVIF and HEIC',
    async () => ({ bytes: await picture(64, 64).avif().toBuffer(), name: 'a.heic' }),
    415,
    'attachment.type_refused',
  ],
  ['half a photograph', async () => ({ bytes: (await photo()).subarray(0, 20_000) }), 422, 'attachment.broken'],
  [
    'the head of a PNG and nothing behind it',
    async () => ({ bytes: (await picture().png().toBuffer()).subarray(0, 60) }),
    422,
    'attachment.broken',
  ],
  ['a picture of 3.6 gigapixels in 100 bytes', async () => ({ bytes: await pixelBomb() }), 422, 'attachment.too_many_pixels'],
  ['a PDF that breaks off', () => ({ bytes: pdf().subarray(0, 60) }), 422, 'attachment.broken'],
  [
    'a PDF with a script',
    () => ({ bytes: pdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>') }),
    422,
    'attachment.active_content',
  ],
];

const BAD_OF_STAFF: readonly Bad[] = [
  ['a document with macros', () => ({ bytes: docx(MACRO) }), 422, 'attachment.active_content'],
  [
    'an OpenDocument with macros',
    () => ({ bytes: odt({ 'Basic/Standard/Module1.xml': 'x' }) }),
    422,
    'attachment.active_content',
  ],
  ['a document that leads out of itself', () => ({ bytes: docx({ '../../etc/passwd': 'x' }) }), 422, 'attachment.active_content'],
  [
    'a document that unpacks to 120 MB',
    () => ({ bytes: docx({ 'word/a.xml': Buffer.alloc(120 * MB) }) }),
    422,
    'attachment.broken',
  ],
  [
    'a document that lies about how much it unpacks to',
    () => ({ bytes: docx({ 'word/a.xml': Buffer.alloc(40 * MB) }, (bytes) => Math.min(bytes, 100)) }),
    422,
    'attachment.broken',
  ],
  ['a document that breaks off', () => ({ bytes: docx().subarray(0, -30) }), 422, 'attachment.broken'],
  ['a document with something before it', () => ({ bytes: Buffer.concat([docx(), docx()]) }), 422, 'attachment.broken'],
];

describe('refused, and nothing of it is kept:', () => {
  test.each(BAD)('%s', async (_, make, status, code) => {
    const file = await make();
    await expectNothingKept(city, async () => {
      for (const [client, path] of [
        [city.citizen, '/public/attachments'],
        [operator, '/attachments'],
      ] as const) {
        expectProblem(await upload(client, path, file), { status, code });
      }
    });
  });

  test.each(BAD_OF_STAFF)('%s', async (_, make, status, code) => {
    const file = await make();
    await expectNothingKept(city, async () => expectProblem(await upload(operator, '/attachments', file), { status, code }));
  });

  test('an office document of a citizen, who may send photographs and PDF', async () => {
    const refused = await upload(city.citizen, '/public/attachments', { bytes: odt(), name: 'a.odt' });
    expectProblem(refused, { status: 415, code: 'attachment.type_refused' });
    expect(refused.body.accepted).toEqual(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'application/pdf']);
    expect((await upload(operator, '/attachments', { bytes: odt() })).status).toBe(201);
    expect((await upload(operator, '/attachments', { bytes: docx() })).status).toBe(201);
  });

  test('more than the city takes, told before it is read and while it is', async () => {
    const large = Buffer.concat([pdf(), Buffer.alloc(21 * MB)]);
    const whilst = Buffer.concat([pdf().subarray(0, 100), Buffer.alloc(20 * MB)]);
    await expectNothingKept(city, async () => {
      for (const bytes of [large, whilst]) {
        const refused = await upload(operator, '/attachments', { bytes });
        expectProblem(refused, { status: 413, code: 'attachment.too_large' });
        expect(refused.body.mostBytes).toBe(20 * MB);
      }
      const photograph = Buffer.concat([await photo(), Buffer.alloc(16 * MB)]);
      const refused = await upload(operator, '/attachments', { bytes: photograph });
      expectProblem(refused, { status: 413, code: 'attachment.too_large' });
      expect(refused.body.mostBytes).toBe(15 * MB);
    });
  });

  test('a body that is no form, a form that breaks off, a form with two files, a form that is not asked for', async () => {
    const form = formOf({ bytes: pdf() });
    const send = (
      body: unknown,
      headers: Readonly<Record<string, string>> = AS_FORM,
      path = '/public/attachments',
    ): Promise<Answer> => city.citizen.post(path, body, headers);
    await expectNothingKept(city, async () => {
      expectProblem(await send({ file: 'x' }, {}), { status: 415, code: 'request.unsupported_media_type' });
      expectProblem(await send(form.subarray(0, -20)), { status: 400, code: 'request.malformed' });
      expectProblem(await send(form.subarray(0, 90)), { status: 400, code: 'request.malformed' });
      expectProblem(await send(form, { 'content-type': 'multipart/form-data' }), { status: 400, code: 'request.malformed' });
      expectProblem(await send(formOf({ bytes: pdf() }, { bytes: pdf() })), { status: 422, code: 'request.one_file_only' });
      expectProblem(await send(formOf()), { status: 422, code: 'attachment.missing' });
      expectProblem(await send(form, AS_FORM, '/public/petitions'), { status: 415, code: 'request.unsupported_media_type' });
      expectProblem(await city.citizen.post('/attachments', form, AS_FORM), { status: 401, code: 'auth.required' });
      const bad = { ...AS_FORM, 'idempotency-key': 'not one\tkey' };
      expectProblem(await send(form, bad), { status: 400, code: 'idempotency.key_malformed' });
    });
  });
});

describe('made harmless:', () => {
  const kept = async (file: SentFile): Promise<Buffer> => {
    const id = await uploaded(operator, '/attachments', file);
    const { caseNo } = (await operator.post('/petitions', { ...signalTiming, attachmentIds: [id] })).body.case;
    expect(caseNo).toBeDefined();
    return (await city.app.inject({ method: 'GET', url: `/api/v1/files/${id}`, headers: { ...operator.credentials } }))
      .rawPayload;
  };

  test('a picture that is a page as well: only its pixels are left', async () => {
    const page = Buffer.from('<script>alert(document.cookie)</script><?php system("id"); ?>PK\x05\x06');
    for (const bytes of [
      Buffer.concat([await photo(), page]),
      await picture()
        .png()
        .withExif({ IFD0: { Copyright: page.toString('latin1') } })
        .toBuffer(),
      await picture()
        .webp()
        .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${'<a/>'.repeat(3)}<!-- <script> --></x:xmpmeta>`)
        .toBuffer(),
    ]) {
      const left = await kept({ bytes });
      expect((await sharp(left).metadata()).channels).toBeGreaterThan(0); // it is a picture still
      for (const word of ['<script', '<?php', 'PK\x05\x06']) expect(left.includes(word)).toBe(false);
    }
  });

  test('a moving picture stands still', async () => {
    const frames = await sharp({ create: { width: 20, height: 40, channels: 3, background: '#123456' } })
      .gif({ delay: [100, 100] })
      .toBuffer();
    const moving = await sharp(Buffer.from(TWO_FRAMES, 'base64'), { animated: true }).gif().toBuffer();
    for (const bytes of [frames, moving]) {
      const { format, pages = 1 } = await sharp(await kept({ bytes, name: 'a.gif' })).metadata();
      expect([format, pages]).toEqual(['png', 1]);
    }
  });

  test('a name that leads elsewhere, turns the reading round or hides its ending', async () => {
    const names = [
      '../../etc/passwd.jpg',
      'C:\\boot.ini.jpg',
      'a\u202egpj.exe',
      'x\u0000y\u0007.pdf',
      '　',
      `${'長'.repeat(300)}.jpg`,
      '..',
    ];
    const ids = await Promise.all(
      names.map(async (name) => uploaded(operator, '/attachments', { bytes: await photo(64, 64), name })),
    );
    const { caseNo } = (await operator.post('/petitions', { ...pothole, attachmentIds: ids })).body.case;
    const shown = (await operator.get(`/cases/${caseNo}/attachments`)).body.items as { attachmentId: string; name: string }[];
    expect(ids.map((id) => shown.find(({ attachmentId }) => attachmentId === id)!.name)).toEqual([
      'passwd.jpg',
      'boot.ini.jpg',
      'agpj.jpg',
      'xy.jpg',
      'photo.jpg',
      `${'長'.repeat(100)}.jpg`,
      'photo.jpg',
    ]);
  });
});

/** Two pictures of 4 × 4 in one GIF. */
const TWO_FRAMES =
  'R0lGODlhBAAEAPAAAP8AAAAA/yH/C05FVFNDQVBFMi4wAwEAAAAh+QQACgAAACwAAAAABAAEAAACBISPCQUAIfkEAAoAAAAsAAAAAAQABAAAAgSMj6lQADs=';
