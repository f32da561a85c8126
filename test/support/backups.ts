import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Ended, runProgram } from './programs.ts';
import { createEmptyDatabase, programUrl, type TestDatabase, testFolder } from './test-database.ts';
import { VAULT_KEY } from './vault-keys.ts';

type Place = Pick<TestDatabase, 'url' | 'ownerUrl'>;

/** A folder of its own for what a test backs up. */
export const newFolder = (): string => mkdtempSync(join(testFolder(), 'backups-'));

/** The name of a database, which is also that of the folder where its city keeps files in the tests. */
const nameOf = ({ url }: Place): string => basename(new URL(url).pathname);

/** Where a test's city keeps its files. */
export const dataDirOf = (place: Place): string => join(testFolder(), nameOf(place));

/** A database without anything, as an operator makes one: the program's role owns nothing of it. */
export async function createTarget(): Promise<TestDatabase> {
  const empty = await createEmptyDatabase();
  return { ...empty, url: programUrl(nameOf(empty)) };
}

/** Runs one of the commands on a database and the files that belong to it. */
export function runCommand(
  place: Place,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const at = { DATABASE_URL: place.url, DATABASE_OWNER_URL: place.ownerUrl, DATA_DIR: dataDirOf(place), VAULT_KEY };
  return runProgram({ ...at, ...settings }, 'main.cli.js', ...args);
}

/** Makes a backup. @returns its folder */
export async function backUp(place: Place, folder: string): Promise<string> {
  const { code, out, error } = await runCommand(place, ['backup', folder]);
  const made = /^Wrote (\S+):/.exec(out)?.[1];
  if (code !== 0 || made === undefined) throw new Error(`no backup (${String(code)}): ${out}${error}`);
  return made;
}

/** Every file of a backup, what is compressed as it was before: by its name within it. */
export function bytesOfBackup(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const bytes = readFileSync(path);
      return [path.slice(folder.length + 1), path.endsWith('.gz') ? gunzipSync(bytes) : bytes];
    }),
  );
}
