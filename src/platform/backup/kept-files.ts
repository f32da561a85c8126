import { appendFile, mkdir, open, readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../kernel/startup-error.ts';
import { SHARDS } from '../ports/index.ts';
import type { ShardPart } from './manifest.ts';
import { measure, OURS_ALONE, writePart } from './parts.ts';

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A file that a list of the backup names. */
export interface ListedFile {
  readonly key: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** The stored files of a city, copied shard by shard: nothing is held in memory but the names of one. */
export class FileCopies {
  /**
   * @param kept where they lie, in folders named for their shards; it may be missing
   * @param folder of the backup
   */
  constructor(
    private readonly kept: string,
    private readonly folder: string,
  ) {}

  /** Copies what is not copied yet. Files are never changed, so one that is there is whole. */
  async take(): Promise<void> {
    for (const shard of SHARDS) {
      const there = new Set(await keysIn(join(this.folder, 'files', shard)));
      const fresh = (await keysIn(join(this.kept, shard))).filter((key) => !there.has(key));
      for (const key of fresh) await this.copy(shard, key);
    }
  }

  /** What was copied. */
  async parts(): Promise<ShardPart[]> {
    const parts: ShardPart[] = [];
    for (const shard of SHARDS) {
      const keys = await keysIn(join(this.folder, 'files', shard));
      if (keys.length === 0) continue;
      const sizes = await Promise.all(keys.map(async (key) => (await stat(join(this.folder, 'files', shard, key))).size));
      const filesBytes = sizes.reduce((sum, size) => sum + size, 0);
      parts.push({ shard, files: keys.length, filesBytes, ...(await measure(listOf(this.folder, shard))) });
    }
    return parts;
  }

  private async copy(shard: string, key: string): Promise<void> {
    await mkdir(join(this.folder, 'files', shard), { recursive: true, mode: OURS_ALONE.folder });
    const sha256 = await copyFile(join(this.kept, shard, key), join(this.folder, 'files', shard, key));
    if (sha256 === null) return;
    await appendFile(listOf(this.folder, shard), `${sha256}  ${shard}/${key}\n`, { mode: OURS_ALONE.file, flush: true });
  }
}

/** The files of a shard as the backup lists them. @throws Error when the list is not one */
export async function listedFiles(folder: string, shard: string): Promise<ListedFile[]> {
  const lines = (await readFile(listOf(folder, shard), 'utf8')).trimEnd().split('\n');
  return lines.map((line) => {
    const [, sha256, place, key] = /^([0-9a-f]{64}) {2}([0-9a-f]{2})\/([0-9a-f-]{36})$/.exec(line) ?? [];
    if (sha256 === undefined || key === undefined || place !== shard || !KEY.test(key))
      throw new Error(`${shard} is listed otherwise`);
    return { key, sha256 };
  });
}

/** Puts the files of a backup where a city keeps its own. */
export async function putBack(folder: string, shards: readonly ShardPart[], kept: string): Promise<void> {
  for (const { shard } of shards) {
    const place = join(kept, shard);
    await mkdir(place, { recursive: true, mode: OURS_ALONE.folder });
    for (const { key, sha256 } of await listedFiles(folder, shard)) {
      const copied = await copyFile(placeOf(folder, shard, key), join(place, key));
      if (copied !== sha256) throw new Error(`files/${shard}/${key} changed meanwhile`);
    }
  }
}

export const listOf = (folder: string, shard: string): string => join(folder, 'files', `${shard}.sha256`);
export const placeOf = (folder: string, shard: string, key: string): string => join(folder, 'files', shard, key);

/** With its time, by which strays are known. @returns the SHA-256; null: it has been removed meanwhile */
async function copyFile(from: string, to: string): Promise<string | null> {
  const handle = await open(from, 'r').catch(unlessMissing);
  if (handle === null) return null;
  const { mtime } = await handle.stat();
  const { sha256 } = await writePart(handle.createReadStream(), to); // closes the file
  await utimes(to, mtime, mtime);
  return sha256;
}

const keysIn = async (folder: string): Promise<string[]> =>
  ((await readdir(folder).catch(unlessMissing)) ?? []).filter((name) => KEY.test(name)).sort();

function unlessMissing(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null;
  throw error;
}
