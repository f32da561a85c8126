import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { errorCode, StartupError } from '../../kernel/startup-error.ts';
import { MANIFEST, MANIFEST_SUM, type Manifest, readManifest, UnknownManifest } from '../../platform/backup/index.ts';
import { knownMigrations } from '../../platform/database/index.ts';

const DAY_MS = 86_400_000;
const UNFINISHED = '.unfinished-';

/** A whole backup on the disk. */
export interface Backup {
  readonly path: string;
  readonly name: string;
  readonly manifest: Manifest;
  /** Of the manifest, hexadecimal. */
  readonly sha256: string;
}

/** Says when in the name, so that names sort as time does. */
export const backupName = (city: string, at: Date): string => `paian-${city}-${at.toISOString().replace(/[-:]|\.\d+/g, '')}`;

/** Where it is made: what has this name is not whole, and nobody takes it for a backup. */
export const unfinishedIn = (folder: string, name: string): string => join(folder, `${UNFINISHED}${name}`);

export const bytesOf = ({ tables, shards }: Manifest): number =>
  tables.reduce((sum, { bytes }) => sum + bytes, 0) + shards.reduce((sum, { bytes, filesBytes }) => sum + bytes + filesBytes, 0);

export const rowsOf = ({ tables }: Manifest): number => tables.reduce((sum, { rows }) => sum + rows, 0);
export const filesOf = ({ shards }: Manifest): number => shards.reduce((sum, { files }) => sum + files, 0);

/** @throws StartupError when there is none, its manifest is not what was written, or is of a newer version of the program */
export async function openBackup(folder: string): Promise<Backup> {
  const path = resolve(folder);
  const text = await readFile(join(path, MANIFEST), 'utf8').catch((error: unknown) => {
    throw new StartupError(`${path} is no backup: its ${MANIFEST} cannot be read (${errorCode(error)}).`, { cause: error });
  });
  const sha256 = createHash('sha256').update(text).digest('hex');
  const sum = await readFile(join(path, MANIFEST_SUM), 'utf8').catch(() => '');
  if (!sum.startsWith(sha256)) throw new StartupError(`The backup ${path} is damaged: its ${MANIFEST} is not what was written.`);
  const manifest = understood(path, text);
  const known = knownMigrations();
  if (!manifest.schema.every((name) => known.has(name))) {
    throw new StartupError(
      `The backup ${path} was made by another version of the program (${manifest.program}), whose tables this one does not know: install that version or a later one.`,
    );
  }
  return { path, name: basename(path), manifest, sha256 };
}

function understood(path: string, text: string): Manifest {
  try {
    return readManifest(text);
  } catch (error) {
    if (!(error instanceof UnknownManifest)) throw error;
    throw new StartupError(`${path} is no backup that this version of the program can read: ${error.message}.`, { cause: error });
  }
}

/**
 * Removes whole backups of a city but the newest ones. What is not whole, or not ours, is left alone.
 *
 * @param keep 1 or more
 * @returns the names of those that are gone
 */
export async function removeOlder(folder: string, city: string, keep: number): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => nameOf(city).test(name)).sort();
  const whole: string[] = [];
  for (const name of names) if (await isOurs(join(folder, name), city)) whole.push(name);
  const old = whole.slice(0, -keep);
  for (const name of old) {
    const half = unfinishedIn(folder, name); // broken off in the middle it does not look whole
    await rename(join(folder, name), half);
    await rm(half, { recursive: true, force: true });
  }
  return old;
}

/** Removes what killed backups left: nobody works on one for a day. */
export async function removeUnfinished(folder: string, city: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(UNFINISHED) || !nameOf(city).test(name.slice(UNFINISHED.length))) continue;
    const { mtimeMs } = await stat(join(folder, name));
    if (mtimeMs < now.getTime() - DAY_MS) await rm(join(folder, name), { recursive: true, force: true });
  }
}

const nameOf = (city: string): RegExp => new RegExp(`^paian-${city.replace(/[^a-z0-9-]/g, '')}-\\d{8}T\\d{6}Z$`);

async function isOurs(path: string, city: string): Promise<boolean> {
  try {
    return readManifest(await readFile(join(path, MANIFEST), 'utf8')).city === city;
  } catch {
    return false;
  }
}
