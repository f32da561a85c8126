import { existsSync, readFileSync } from 'node:fs';
import { dataFolder, isNew } from './data-folder.ts';
import { PROGRAM_ROLE } from './embedded-postgres.ts';
import { runningPostmaster } from './postmaster.ts';

/** Whether a folder holds a server's data, running or not. */
export const holdsServer = (path: string): boolean => !isNew(dataFolder(path));

/**
 * The address of a database in the server that another program runs on this folder, for the role that the program works as; null when none
 * runs. The other program keeps it, and may stop it at any moment.
 */
export async function runningServerUrl(path: string, database: string): Promise<string | null> {
  const folder = dataFolder(path);
  const running = existsSync(folder.programPasswordFile) ? await runningPostmaster(folder.pgdata) : undefined;
  if (running === undefined) return null;
  const password = encodeURIComponent(readFileSync(folder.programPasswordFile, 'utf8').trim());
  return `postgres://${PROGRAM_ROLE}:${password}@127.0.0.1:${running.port}/${encodeURIComponent(database)}`;
}
