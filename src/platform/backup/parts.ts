import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Part } from './manifest.ts';

/** Readable by the account that makes it alone: the words of petitions are in it. */
export const OURS_ALONE = { folder: 0o700, file: 0o600 };

/**
 * Writes a file that was not there, and returns when it would outlive a loss of power. In the memory of some buffers, whatever its size.
 *
 * @param through what the bytes pass on their way
 */
export async function writePart(from: Readable, path: string, through: readonly Transform[] = []): Promise<Part> {
  const measured = new Measured();
  const file = createWriteStream(path, { mode: OURS_ALONE.file, flags: 'wx', flush: true });
  await pipeline([from, ...through, measured, file]);
  return measured.part();
}

/** What a file is now. */
export async function measure(path: string): Promise<Part> {
  const measured = new Measured();
  measured.resume();
  await pipeline(createReadStream(path), measured);
  return measured.part();
}

export const isSame = (a: Part, b: Part): boolean => a.bytes === b.bytes && a.sha256 === b.sha256;

class Measured extends Transform {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }

  part(): Part {
    return { bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}
