import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { newId } from '../../kernel/ids.ts';
import { errorCode, StartupError } from '../../kernel/startup-error.ts';
import {
  dumpTables,
  FileCopies,
  MANIFEST,
  MANIFEST_SUM,
  type Manifest,
  manifestOf,
  NothingToDump,
  OURS_ALONE,
} from '../../platform/backup/index.ts';
import { type Backup, backupName, removeUnfinished, unfinishedIn } from './backup-folder.ts';

/** What is copied. */
export interface Source {
  readonly city: string;
  /** With any role that may read the tables. */
  readonly databaseUrl: string;
  /** Where the files lie that the city keeps. */
  readonly kept: string;
  /** Version of this program. */
  readonly program: string;
}

/**
 * Copies a city into a new folder, while it works. It has another name until it is whole.
 *
 * Files first, then the rows of one instant, then the files that came meanwhile: so no row lacks a file that it had.
 *
 * @param at by which it is named
 * @param onBreakOff is told what to remove when the process is stopped in the middle
 * @throws StartupError in one sentence; nothing is left then
 */
export async function makeBackup(
  folder: string,
  source: Source,
  at: Date,
  onBreakOff: (remove: () => Promise<void>) => void,
): Promise<Backup> {
  const target = resolve(folder);
  const name = backupName(source.city, at);
  const unfinished = unfinishedIn(target, name);
  await begin(target, name, source.city, at);
  const remove = (): Promise<void> => rm(unfinished, { recursive: true, force: true });
  onBreakOff(remove);
  try {
    const manifest = await copy(unfinished, source, at);
    const sha256 = await writeManifest(unfinished, manifest);
    const path = join(target, name);
    await rename(unfinished, path);
    await synced(target);
    return { path, name, manifest, sha256 };
  } catch (error) {
    await remove();
    throw explained(error, target);
  }
}

async function begin(target: string, name: string, city: string, at: Date): Promise<void> {
  try {
    await mkdir(target, { recursive: true, mode: OURS_ALONE.folder });
    await removeUnfinished(target, city, at);
    if (existsSync(join(target, name)))
      throw new StartupError(`The folder ${join(target, name)} is there already: nothing was overwritten.`);
    await takePlace(unfinishedIn(target, name), target);
  } catch (error) {
    throw explained(error, target);
  }
}

/** Of two that begin in one second one gets it. */
async function takePlace(unfinished: string, target: string): Promise<void> {
  try {
    await mkdir(unfinished, { mode: OURS_ALONE.folder });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    throw new StartupError(`Another backup is just being made in ${target}: wait until it is done.`);
  }
}

async function copy(unfinished: string, { databaseUrl, kept, city, program }: Source, at: Date): Promise<Manifest> {
  const files = new FileCopies(kept, unfinished);
  await files.take();
  const dump = await dumpTables(databaseUrl, unfinished);
  await files.take();
  return manifestOf({ id: newId(), program, city, madeAt: at.toISOString(), ...dump, shards: await files.parts() });
}

async function writeManifest(unfinished: string, manifest: Manifest): Promise<string> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const sha256 = createHash('sha256').update(text).digest('hex');
  const how = { mode: OURS_ALONE.file, flush: true };
  await writeFile(join(unfinished, MANIFEST), text, how);
  await writeFile(join(unfinished, MANIFEST_SUM), `${sha256}  ${MANIFEST}\n`, how);
  await synced(unfinished);
  return sha256;
}

/** The folder's own entries must be on the disk as well. */
async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

const FULL = ['ENOSPC', 'EDQUOT'];
const NOT_WRITABLE = ['EEXIST', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EIO'];

function explained(error: unknown, target: string): StartupError {
  if (error instanceof StartupError) return error;
  const code = errorCode(error);
  return new StartupError(`${reason(error, code, target)} Nothing was kept.`, { cause: error });
}

function reason(error: unknown, code: string, target: string): string {
  if (error instanceof NothingToDump) return 'The database holds no tables of this program: check DATABASE_URL and CITY.';
  if (FULL.includes(code)) return `The disk of ${target} is full: make room, or remove older backups with --keep.`;
  if (NOT_WRITABLE.includes(code)) return `The backup cannot be written to ${target}, or a file cannot be read (${code}).`;
  return `The database cannot be read (${code}): check DATABASE_URL and CITY.`;
}
