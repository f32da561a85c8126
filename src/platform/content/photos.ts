import type Make from 'sharp';
import type { Sharp } from 'sharp';
import type { FileKind } from '../../kernel/file-kind.ts';
import { UnfitContent } from './unfit-content.ts';

/** A picture of 50 megapixels is what telephones take; decoded it fills 200 MB. */
const MOST_PIXELS = 52_000_000;
const MOST_SECONDS = 20;
const QUALITY = 85;

/** Loaded with the first picture: a start does not wait for it. */
let loading: Promise<typeof Make> | undefined;

async function prepared(): Promise<typeof Make> {
  const { default: sharp } = await import('sharp');
  // One thread for each picture: how many are decoded at once is the caller's to limit. Nothing is worth being remembered.
  sharp.concurrency(1);
  sharp.cache(false);
  // Of all that libvips can read only what is taken here; the others are so many more lines of C that strangers could talk to.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpegBuffer',
      'VipsForeignLoadPngBuffer',
      'VipsForeignLoadWebpBuffer',
      'VipsForeignLoadNsgifBuffer',
    ],
  });
  return sharp;
}

/** A picture made anew: no byte of the one that was sent is left in it. */
export interface Still {
  readonly kind: FileKind;
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  /** What the camera wrote beside the picture that was sent (TIFF); null when nothing. */
  readonly exif: Buffer | null;
}

/**
 * Decodes a picture and encodes it again: the right way up, in sRGB, without anything beside its pixels; of several only the first.
 *
 * @param longestSide in pixels; smaller pictures are not blown up
 * @throws UnfitContent when it is not whole, is no picture, or has too many pixels
 */
export async function still(bytes: Buffer, kind: FileKind, longestSide: number): Promise<Still> {
  const sharp = await (loading ??= prepared());
  const picture = sharp(bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS, pages: 1, sequentialRead: true });
  try {
    const { exif, width, height } = await picture.metadata();
    if (width * height > MOST_PIXELS) throw new UnfitContent('PIXELS', `at most ${MOST_PIXELS} pixels`);
    const upright = picture
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .timeout({ seconds: MOST_SECONDS });
    const [encoded, made] = encodedAs(kind, upright);
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
    return { kind: made, bytes: data, width: info.width, height: info.height, exif: tiffOf(exif) };
  } catch (error) {
    throw unfit(error);
  }
}

/** Photographs stay photographs; whatever is made of few colours or is transparent becomes PNG. */
function encodedAs(kind: FileKind, picture: Sharp): [Sharp, FileKind] {
  switch (kind) {
    case 'PNG':
    case 'GIF':
      return [picture.png(), 'PNG'];
    case 'WEBP':
      return [picture.webp({ quality: QUALITY }), 'WEBP'];
    default:
      return [picture.jpeg({ quality: QUALITY }), 'JPEG'];
  }
}

const EXIF_HEAD = Buffer.from('Exif\0\0', 'latin1');

const tiffOf = (exif: Buffer | undefined): Buffer | null =>
  (exif && (exif.subarray(0, EXIF_HEAD.length).equals(EXIF_HEAD) ? exif.subarray(EXIF_HEAD.length) : exif)) ?? null;

function unfit(error: unknown): UnfitContent {
  if (error instanceof UnfitContent) return error;
  const { message } = error as Error;
  if (/pixel limit/i.test(message)) return new UnfitContent('PIXELS', `at most ${MOST_PIXELS} pixels`);
  return new UnfitContent('BROKEN', 'the picture cannot be read to its end');
}
