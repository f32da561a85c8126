import { UnfitContent } from './unfit-content.ts';

/** Readers look for the end in the last kilobyte (ISO 32000-1, annex H.3.18). */
const TAIL_BYTES = 1024;

/** What does something by itself when the file is opened, or hides another file. */
const ACTIVE = ['/JavaScript', '/Launch', '/EmbeddedFile', '/RichMedia', '/XFA'];

/**
 * Whether a PDF is whole, from its first byte to its end, and shows no programs. It is looked at from outside: what lies in compressed
 * parts is the virus scanner's.
 *
 * @throws UnfitContent
 */
export function checkPdf(bytes: Buffer): void {
  const head = bytes.subarray(0, 8).toString('latin1');
  const tail = bytes.subarray(-TAIL_BYTES).toString('latin1');
  if (!/^%PDF-[12]\.\d/.test(head) || !tail.includes('%%EOF') || !bytes.includes('startxref')) {
    throw new UnfitContent('BROKEN', 'the PDF is not whole');
  }
  if (ACTIVE.some((word) => bytes.includes(word))) throw new UnfitContent('ACTIVE', 'programs or files in the PDF');
}
