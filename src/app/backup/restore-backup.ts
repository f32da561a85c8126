import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, StartupError } from '../../kernel/startup-error.ts';
import { isEmptyDatabase, OURS_ALONE, putBack } from '../../platform/backup/index.ts';
import type { DatabaseAddresses } from '../../platform/database/index.ts';
import type { Backup } from './backup-folder.ts';
import { damages, loadBackup } from './load-backup.ts';

/** Where a city is to be restored. */
export interface Target {
  readonly city: string;
  readonly database: DatabaseAddresses;
  /** Of this city's files alone; it may be missing. */
  readonly files: string;
}

/** @throws StartupError when it is another city's, or damaged */
export async function assertRestorable(backup: Backup, city: string): Promise<void> {
  if (backup.manifest.city !== city)
    throw new StartupError(`The backup is of the city "${backup.manifest.city}", and CITY is "${city}": set CITY.`);
  const [first, ...others] = await damages(backup);
  if (first !== undefined)
    throw new StartupError(
      `The backup is damaged: ${first}${others.length > 0 ? `, and ${others.length} more` : ''}. Nothing was restored.`,
    );
}

/**
 * Puts a whole backup where there is nothing: the files first, so that no row is ever without its own.
 *
 * @throws StartupError when something is there already, or it does not succeed
 */
export async function restoreBackup(backup: Backup, { database, files }: Target): Promise<void> {
  await assertEmpty(database, files);
  const unfinished = `${files}.restoring`;
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true, mode: OURS_ALONE.folder });
    await putBack(backup.path, backup.manifest.shards, join(unfinished, 'kept'));
    await loadBackup(backup, database);
    await rm(files, { recursive: true, force: true }); // empty
    await rename(unfinished, files);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (error instanceof StartupError) throw error;
    throw new StartupError(`The files could not be put into ${files} (${errorCode(error)}).`, { cause: error });
  }
}

async function assertEmpty({ url, ownerUrl }: DatabaseAddresses, files: string): Promise<void> {
  const empty = await isEmptyDatabase(ownerUrl ?? url).catch((error: unknown) => {
    throw new StartupError(`The database cannot be used (${errorCode(error)}): check DATABASE_URL and DATABASE_OWNER_URL.`, {
      cause: error,
    });
  });
  if (!empty)
    throw new StartupError('The database is not empty: a backup is restored into an empty one, so nothing was restored.');
  const names = await readdir(files, { recursive: true, withFileTypes: true }).catch(() => []);
  if (names.some((entry) => !entry.isDirectory()))
    throw new StartupError(
      `The folder ${files} is not empty: a backup is restored beside nothing else, so nothing was restored.`,
    );
}
