import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const FORGOTTEN_MS = 60 * 60 * 1000;

/** A file that arrived and has not been looked at. */
export interface Spooled {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  read(): Promise<Buffer>;
  discard(): Promise<void>;
}

/** Where files wait on the disk while they arrive: a slow sender holds no memory, and a killed process leaves nothing that is looked at. */
export class Spool {
  constructor(private readonly folder: string) {}

  /** @throws what the stream breaks with; nothing is left then */
  async receive(stream: Readable): Promise<Spooled> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, randomUUID());
    const hash = createHash('sha256');
    let bytes = 0;
    const measured = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    const discard = (): Promise<void> => rm(path, { force: true });
    try {
      await pipeline(stream, measured, createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      await discard();
      throw error;
    }
    return { bytes, sha256: hash.digest('hex'), read: () => readFile(path), discard };
  }

  /** Removes what killed processes left: whatever has not grown for an hour, by the clock of the disk, which no simulation moves. */
  async clear(): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    if (names.length === 0) return;
    const probe = join(this.folder, randomUUID());
    await writeFile(probe, '');
    const { mtimeMs: now } = await stat(probe);
    for (const path of [probe, ...names.map((name) => join(this.folder, name))]) {
      const found = await stat(path).catch(() => null);
      if (path === probe || (found !== null && found.mtimeMs < now - FORGOTTEN_MS)) await rm(path, { force: true });
    }
  }
}
