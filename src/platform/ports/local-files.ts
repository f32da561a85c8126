import { type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock/index.ts';
import { FileStore, type OpenFile, type StoredFile } from './file-store.port.ts';

const OURS_ALONE = { folder: 0o700, file: 0o600 };
const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Files in a folder of this machine, 256 folders within it; readable by the account of the program alone. */
export class LocalFiles extends FileStore {
  /** @param unfinished a folder of the same disk, where what a crash left half written is cleared away */
  constructor(
    private readonly folder: string,
    private readonly unfinished: string,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Written elsewhere and moved to its place, so that whatever has the name is whole. */
  async put(key: string, bytes: Buffer): Promise<void> {
    const place = this.placeOf(key);
    const shard = join(this.folder, key.slice(0, 2));
    for (const each of [shard, this.unfinished]) await mkdir(each, { recursive: true, mode: OURS_ALONE.folder });
    const unfinished = join(this.unfinished, key);
    try {
      await this.write(unfinished, bytes);
      await rename(unfinished, place);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    await synced(shard);
  }

  async open(key: string): Promise<OpenFile | null> {
    const handle = await open(this.placeOf(key), 'r').catch(unlessMissing);
    if (handle === null) return null;
    const { size } = await handle.stat();
    return { bytes: size, stream: handle.createReadStream() }; // closes the file at its end, or when it is destroyed
  }

  async remove(key: string): Promise<void> {
    await rm(this.placeOf(key), { force: true });
  }

  async list(shard: string): Promise<StoredFile[]> {
    const folder = join(this.folder, shard);
    const names = (await readdir(folder).catch(unlessMissing)) ?? [];
    const files = await Promise.all(
      names.map(async (name): Promise<StoredFile[]> => {
        const found = KEY.test(name) ? await stat(join(folder, name)).catch(unlessMissing) : null;
        return found === null ? [] : [{ key: name, bytes: found.size, at: found.mtime }];
      }),
    );
    return files.flat();
  }

  private async write(place: string, bytes: Buffer): Promise<void> {
    const at = this.clock.now();
    const handle = await open(place, 'w', OURS_ALONE.file);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await utimes(place, at, at);
  }

  private placeOf(key: string): string {
    if (!KEY.test(key)) throw new Error(`${JSON.stringify(key)} is no key of a file`);
    return join(this.folder, key.slice(0, 2), key);
  }
}

/** The folder's own entry must be on the disk as well. */
async function synced(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } finally {
    await handle?.close();
  }
}

function unlessMissing(error: unknown): null {
  if ((error as { code?: string }).code === 'ENOENT') return null;
  throw error;
}
