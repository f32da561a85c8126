import type { GeoPoint } from '../../kernel/geo-point.ts';

/** What a camera wrote beside a picture. */
export interface PhotoNotes {
  readonly position: GeoPoint | null;
  /** As the camera's clock showed it, `2026:11:20 08:30:00`. */
  readonly takenAt: string | null;
  /** Of that clock, `+08:00`; older cameras write none. */
  readonly offset: string | null;
}

const NOTHING: PhotoNotes = { position: null, takenAt: null, offset: null };

const READ = {
  ...{ tiff: true, ifd0: {}, exif: true, gps: true, ifd1: false, interop: false, makerNote: false, userComment: false },
  ...{ xmp: false, icc: false, iptc: false, jfif: false, ihdr: false, mergeOutput: true, reviveValues: false },
};

/** @param tiff the EXIF block, beginning with the order of its bytes; what cannot be read of it is not there */
export async function photoNotes(tiff: Buffer | null): Promise<PhotoNotes> {
  if (tiff === null) return NOTHING;
  const { default: exifr } = await import('exifr');
  const read = (await exifr.parse(tiff, READ).catch(() => undefined)) as Readonly<Record<string, unknown>> | undefined;
  if (read === undefined) return NOTHING;
  const { latitude: lat, longitude: lng } = read;
  return {
    position: typeof lat === 'number' && typeof lng === 'number' && isPlace(lat, lng) ? { lat, lng } : null,
    takenAt: text(read['DateTimeOriginal'] ?? read['CreateDate']),
    offset: text(read['OffsetTimeOriginal'] ?? read['OffsetTime']),
  };
}

/** A camera without reception writes zeros: nobody photographs a pothole in the Gulf of Guinea. */
const isPlace = (lat: number, lng: number): boolean =>
  Math.abs(lat) <= 90 && Math.abs(lng) <= 180 && !(Math.abs(lat) < 1e-6 && Math.abs(lng) < 1e-6);

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
