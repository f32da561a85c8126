import fc from 'fast-check';
import { docx, odt, pdf, zip } from '../../../test/support/uploads.ts';
import { checkOffice } from './office.ts';
import { checkPdf } from './pdf.ts';
import { UnfitContent } from './unfit-content.ts';
import { zipEntries } from './zip-directory.ts';

const unfitOf = async (check: () => unknown): Promise<string | null> => {
  try {
    await check();
    return null;
  } catch (error) {
    if (error instanceof UnfitContent) return error.unfit;
    throw error;
  }
};

test.each([
  ['a document', docx(), 'DOCX', null],
  ['an OpenDocument', odt(), 'ODT', null],
  ['a document without its main part', zip({ 'a.xml': 'x' }), 'DOCX', 'BROKEN'],
  ['one that says less than it unpacks to', docx({ 'word/a.xml': 'x'.repeat(900) }, (n) => n - 1), 'DOCX', 'BROKEN'],
  ['one that says more', docx({ 'word/a.xml': 'x'.repeat(900) }, (n) => n + 1), 'DOCX', 'BROKEN'],
  [
    'one with too many entries',
    docx(Object.fromEntries(Array.from({ length: 2_100 }, (_, i) => [`a/${i}`, '']))),
    'DOCX',
    'BROKEN',
  ],
  ['one with a program of another kind', docx({ 'word/embeddings/oleObject1.bin': 'x' }), 'DOCX', 'ACTIVE'],
  ['one with a script beside it', docx({ 'word/run.vbs': 'x' }), 'DOCX', 'ACTIVE'],
  ['one with a drive in a name', docx({ 'c:/a.xml': 'x' }), 'DOCX', 'ACTIVE'],
] as const)('%s', async (_, bytes, kind, unfit) => {
  expect(await unfitOf(() => checkOffice(bytes, kind))).toBe(unfit);
});

test('an entry that asks for a password is not looked into, so the document is refused', async () => {
  const locked = docx();
  locked.writeUInt16LE(1, locked.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 8);
  expect(await unfitOf(() => checkOffice(locked, 'DOCX'))).toBe('BROKEN');
});

test('whatever bytes are changed, a document is taken or refused, and nothing else happens', async () => {
  const right = docx({ 'word/media/a.xml': 'x'.repeat(300) });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(right.length - 1), fc.nat(255)), { maxLength: 6 }), async (changes) => {
      const bytes = Buffer.from(right);
      for (const [at, byte] of changes) bytes[at] = byte;
      expect([null, 'BROKEN', 'ACTIVE']).toContain(await unfitOf(() => checkOffice(bytes, 'DOCX')));
    }),
    { numRuns: 300 },
  );
});

test('no bytes at all make an archive, and none makes anything else than a refusal of it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(() => zipEntries(Buffer.concat([Buffer.from(bytes), Buffer.from('PK\x05\x06')]), 10)).toThrow(UnfitContent);
    }),
  );
});

test.each([
  ['a PDF', pdf(), null],
  ['one with something before its first byte', Buffer.concat([Buffer.from('GIF89a'), pdf()]), 'BROKEN'],
  ['one without its end', pdf().subarray(0, -7), 'BROKEN'],
  ['one with much behind its end', Buffer.concat([pdf(), Buffer.alloc(2_000)]), 'BROKEN'],
  ['one that starts a program', pdf('/OpenAction << /S /Launch /F (cmd.exe) >>'), 'ACTIVE'],
  ['one with a file within', pdf('/Names << /EmbeddedFiles 2 0 R >>'), 'ACTIVE'],
] as const)('%s', async (_, bytes, unfit) => {
  expect(await unfitOf(() => checkPdf(bytes))).toBe(unfit);
});
