import { Injectable, Logger } from '@nestjs/common';
import { FILE_KINDS, type FileKind } from '../../kernel/file-kind.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { City } from '../../platform/config/index.ts';
import {
  checkOffice,
  checkPdf,
  Gate,
  GateFull,
  kindOfBytes,
  photoNotes,
  still,
  type Unfit,
  UnfitContent,
} from '../../platform/content/index.ts';
import { NotScanned, VirusScanner } from '../../platform/ports/index.ts';
import type { DomainError } from '../../kernel/errors.ts';
import {
  FileActive,
  FileBroken,
  FileInfected,
  FileNotScanned,
  FileTooLarge,
  FileTypeRefused,
  TooManyPixels,
  UploadsBusy,
} from './domain/attachment-errors.ts';
import { AttachmentPolicy, mostBytesOf } from './domain/attachment-policy.ts';
import type { Attachment } from './domain/attachment.ts';
import { cameraTime } from './domain/camera-time.ts';

/** A file that may be kept: what is to be kept of it. */
export interface Inspected extends Pick<Attachment, 'kind' | 'width' | 'height' | 'takenAt' | 'position'> {
  readonly content: Buffer;
}

/** From whom a file is. */
type Sender = 'CITIZEN' | 'STAFF';

/** One of each at once, for two pictures of 50 megapixels fill half a gigabyte while they are decoded. */
const AT_ONCE = 1;
const MOST_WAITING = 64;

const REFUSALS: Readonly<Record<Unfit, (reason: string) => DomainError>> = {
  BROKEN: (reason) => new FileBroken(reason),
  ACTIVE: (reason) => new FileActive(reason),
  PIXELS: () => new TooManyPixels(),
};

/** Looks into files: what they are is read off their bytes; neither their names nor what their senders say counts. */
@Injectable()
export class Inspection {
  private readonly logger = new Logger('Files');
  /** Two, so that staff can work however much strangers send. */
  private readonly gates: Readonly<Record<Sender, Gate>> = {
    CITIZEN: new Gate(AT_ONCE, MOST_WAITING),
    STAFF: new Gate(AT_ONCE, MOST_WAITING),
  };

  constructor(
    private readonly policy: AttachmentPolicy,
    private readonly time: CityTime,
    private readonly city: City,
    private readonly scanner: VirusScanner,
  ) {}

  /**
   * @param read brings the bytes when it is their turn
   * @throws FileTypeRefused, FileTooLarge, FileInfected, FileNotScanned, FileBroken, FileActive, TooManyPixels, UploadsBusy
   */
  async inspect(from: Sender, read: () => Promise<Buffer>, accepted: readonly FileKind[]): Promise<Inspected> {
    try {
      return await this.gates[from].pass(async () => this.look(await read(), accepted));
    } catch (error) {
      if (error instanceof GateFull) throw new UploadsBusy();
      throw error instanceof UnfitContent ? REFUSALS[error.unfit](error.detail) : error;
    }
  }

  private async look(bytes: Buffer, accepted: readonly FileKind[]): Promise<Inspected> {
    const kind = await kindOfBytes(bytes);
    if (kind === null || !accepted.includes(kind)) throw new FileTypeRefused(accepted.map((each) => FILE_KINDS[each].mediaType));
    const { family } = FILE_KINDS[kind];
    const most = mostBytesOf(this.policy, family === 'PHOTO');
    if (bytes.length > most) throw new FileTooLarge(most);
    await this.scan(bytes);
    if (family === 'PHOTO') return this.photo(bytes, kind);
    if (family === 'PDF') checkPdf(bytes);
    else await checkOffice(bytes, kind);
    return { kind, content: bytes, width: null, height: null, takenAt: null, position: null };
  }

  /** Before anything else looks into it. */
  private async scan(bytes: Buffer): Promise<void> {
    const isClean = await this.scanner.isClean(bytes).catch((error: unknown) => {
      if (!(error instanceof NotScanned)) throw error;
      this.logger.warn(`the virus scanner gives no verdict: ${error.message}`);
      throw new FileNotScanned();
    });
    if (!isClean) throw new FileInfected();
  }

  private async photo(bytes: Buffer, sent: FileKind): Promise<Inspected> {
    const { exif, bytes: content, kind, width, height } = await still(bytes, sent, this.policy.longestSide);
    const { position, takenAt, offset } = await photoNotes(exif);
    return {
      ...{ kind, content, width, height, position },
      takenAt: cameraTime(takenAt, offset, this.city.timeZone, this.time.now()),
    };
  }
}
