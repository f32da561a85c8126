import fc from 'fast-check';
import sharp from 'sharp';
import { photo, picture } from '../../../test/support/uploads.ts';
import { kindOfBytes } from './kind-of-bytes.ts';
import { photoNotes } from './photo-notes.ts';
import { still } from './photos.ts';
import { UnfitContent } from './unfit-content.ts';

test.each([
  ['JPEG', () => photo(), 'JPEG'],
  ['PNG', () => picture().png().toBuffer(), 'PNG'],
  ['WEBP', () => picture().webp().toBuffer(), 'WEBP'],
  ['GIF', () => picture(40, 30).gif().toBuffer(), 'PNG'],
] as const)('%s is known by its bytes and made anew', async (kind, make, made) => {
  const bytes = await make();
  expect(await kindOfBytes(bytes)).toBe(kind);
  const { kind: became, bytes: anew } = await still(bytes, kind, 2560);
  expect([became, await kindOfBytes(anew)]).toEqual([made, made]);
  const { exif, icc, xmp, iptc } = await sharp(anew).metadata();
  expect([exif, icc, xmp, iptc]).toEqual([undefined, undefined, undefined, undefined]);
});

test('a picture is made smaller, never larger, and stands upright', async () => {
  const { width, height } = await still(await photo(4000, 3000), 'JPEG', 2560);
  expect([width, height]).toEqual([1920, 2560]);
  const small = await still(await photo(400, 300), 'JPEG', 2560);
  expect([small.width, small.height]).toEqual([300, 400]);
});

test('what the camera wrote is read off before it is gone, from every kind of picture', async () => {
  const notes = {
    IFD2: { DateTimeOriginal: '2026:11:20 08:30:00' },
    IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '33/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '70/1 0/1 0/1' },
  };
  for (const [kind, made] of [
    ['JPEG', picture().jpeg()],
    ['PNG', picture().png()],
    ['WEBP', picture().webp()],
  ] as const) {
    const { exif } = await still(await made.withExif(notes).toBuffer(), kind, 2560);
    expect(await photoNotes(exif)).toEqual({ position: { lat: -33.5, lng: -70 }, takenAt: '2026:11:20 08:30:00', offset: null });
  }
});

test('a camera without reception writes zeros, which is no place', async () => {
  const notes = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '0/1 0/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '0/1 0/1 0/1' } };
  const { exif } = await still(await picture().jpeg().withExif(notes).toBuffer(), 'JPEG', 2560);
  expect((await photoNotes(exif)).position).toBeNull();
});

test('no picture is read that nothing here takes, even under the name of one that is', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"/>');
  const tiff = await picture(20, 20).tiff().toBuffer();
  for (const bytes of [svg, tiff]) await expect(still(bytes, 'JPEG', 2560)).rejects.toThrow(UnfitContent);
});

test('whatever the camera wrote, it is read or left', async () => {
  const { exif } = await still(await photo(64, 64), 'JPEG', 2560);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(exif!.length - 1), fc.nat(255)), { maxLength: 8 }), async (changes) => {
      const broken = Buffer.from(exif!);
      for (const [at, byte] of changes) broken[at] = byte;
      expect(Object.keys(await photoNotes(broken)).sort()).toEqual(['offset', 'position', 'takenAt']);
    }),
    { numRuns: 200 },
  );
});

test('whatever bytes of a photograph are changed, it becomes a picture or is refused', async () => {
  const right = await photo(64, 48);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(right.length - 1), fc.nat(255)), { maxLength: 8 }), async (changes) => {
      const bytes = Buffer.from(right);
      for (const [at, byte] of changes) bytes[at] = byte;
      const outcome = await still(bytes, 'JPEG', 2560).then(
        ({ kind }) => kind,
        (error: unknown) => (error instanceof UnfitContent ? 'UNFIT' : error),
      );
      expect(['JPEG', 'UNFIT']).toContain(outcome);
    }),
    { numRuns: 60 },
  );
});
