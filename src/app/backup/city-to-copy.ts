import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../../kernel/startup-error.ts';
import { CHECKOUT, type Settings } from '../../platform/config/index.ts';
import { holdsServer, runningServerUrl } from '../../platform/embedded-postgres/index.ts';
import { databaseInUse } from '../database-in-use.ts';

/** Where the files of the city lie: those that are kept, and beside them those that arrive. */
export const fileFolder = ({ dataDir, city }: Settings): string => join(dataDir, 'files', city);
export const keptFolder = (settings: Settings): string => join(fileFolder(settings), 'kept');

/** Of this program, as its package says. */
export const programVersion = (): string => {
  const text = readFileSync(join(CHECKOUT, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
};

/**
 * The database to read: the one of DATABASE_URL, or the embedded one – that a program works with, or started for the time being.
 *
 * @throws StartupError when there is none
 */
export async function databaseToRead(settings: Settings): Promise<string> {
  const running = await databaseAtWork(settings);
  if (running !== null) return running;
  if (!holdsServer(serverFolder(settings))) {
    throw new StartupError(`There is no database in ${settings.dataDir}: name the folder in DATA_DIR, or set DATABASE_URL.`);
  }
  return (await databaseInUse(settings)).url;
}

/** The same, without starting one; null: there is none that runs. */
export const databaseAtWork = async (settings: Settings): Promise<string | null> =>
  settings.databaseUrl ?? (await runningServerUrl(serverFolder(settings), `paian_${settings.city}`));

const serverFolder = ({ dataDir }: Settings): string => join(dataDir, 'postgres');
