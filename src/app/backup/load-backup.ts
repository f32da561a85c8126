import { errorCode, StartupError } from '../../kernel/startup-error.ts';
import { damagesOf, loadTables, OtherTables } from '../../platform/backup/index.ts';
import { type DatabaseAddresses, migrate } from '../../platform/database/index.ts';
import type { Backup } from './backup-folder.ts';

/** So many are told; more of them tell nothing more. */
const MOST_TOLD = 20;

/** What of a backup is not what was written, in words. */
export async function damages({ path, manifest }: Backup): Promise<string[]> {
  const found: string[] = [];
  for await (const damage of damagesOf(path, manifest)) {
    found.push(damage);
    if (found.length === MOST_TOLD) break;
  }
  return found;
}

/**
 * Makes the tables in an empty database as they were when the backup was made, and puts its rows into them.
 *
 * @throws StartupError when the rows do not go in; tables without rows are left then
 */
export async function loadBackup({ path, manifest }: Backup, { url, ownerUrl }: DatabaseAddresses): Promise<void> {
  const owner = ownerUrl ?? url;
  try {
    await migrate(owner, { only: new Set(manifest.schema), programUrl: url });
    await loadTables(owner, path, manifest);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const why = error instanceof OtherTables ? error.message : errorCode(error);
    throw new StartupError(
      `The rows of the backup could not be put into the database (${why}): make an empty one and begin again.`,
      {
        cause: error,
      },
    );
  }
}
