import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  lchownSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { StartupError, errorCode } from '../../kernel/startup-error.ts';
import { type Binaries, SERVER_ENVIRONMENT } from './binaries.ts';
import { alive } from './postmaster.ts';
import type { ServiceAccount } from './service-account.ts';

/** One server's folder: `data/` is PostgreSQL's, the rest is ours. */
export interface DataFolder {
  readonly path: string;
  readonly pgdata: string;
  readonly passwordFile: string;
  /** Of the role that the program works as. */
  readonly programPasswordFile: string;
  readonly portFile: string;
  readonly logFile: string;
}

export function dataFolder(path: string): DataFolder {
  const root = resolve(path);
  const inside = (name: string) => join(root, name);
  return {
    path: root,
    pgdata: inside('data'),
    passwordFile: inside('password'),
    programPasswordFile: inside('program-password'),
    portFile: inside('port'),
    logFile: inside('postgres.log'),
  };
}

/** The owner of an initialised folder's data; undefined when there is nothing yet. */
export function dataOwner(folder: DataFolder): { uid: number; gid: number } | undefined {
  return statSync(folder.pgdata, { throwIfNoEntry: false });
}

/** Nothing was ever put here. An empty folder counts as new, as `mkdir .data/postgres` or a fresh volume leaves one. */
export function isNew(folder: DataFolder): boolean {
  try {
    return readdirSync(folder.path).length === 0;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true;
    throw unusable(folder.path, error);
  }
}

/**
 * Initialises beside the folder and renames: an interrupted start leaves nothing half done, and of two at once one wins.
 *
 * @param durable whether the new files are forced to disk; only throw-away servers do without
 * @throws StartupError when the place cannot be written or the disk is full
 */
export function initialise(folder: DataFolder, binaries: Binaries, account: ServiceAccount, durable: boolean): void {
  const unfinished = dataFolder(`${folder.path}.new-${process.pid}`);
  try {
    mkdirSync(dirname(folder.path), { recursive: true });
    removeUnfinished(folder);
    mkdirSync(unfinished.pgdata, { recursive: true });
    writeFileSync(unfinished.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    initdb(unfinished, binaries, account, durable);
    renameSync(unfinished.path, folder.path);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error))) throw unusable(folder.path, error);
  } finally {
    rmSync(unfinished.path, { recursive: true, force: true });
  }
}

/** What killed starts left. The folder of a start that is still at it is its own. */
function removeUnfinished(folder: DataFolder): void {
  const prefix = `${basename(folder.path)}.new-`;
  for (const name of readdirSync(dirname(folder.path))) {
    if (!name.startsWith(prefix) || alive(Number(name.slice(prefix.length)))) continue;
    rmSync(join(dirname(folder.path), name), { recursive: true, force: true });
  }
}

/**
 * The data folder is handed over as the working directory and the password as an open file, because the account may be unable to walk
 * to either. The encoding and the locale are named: initdb would take them from the environment, and make SQL_ASCII of an empty one.
 */
function initdb(folder: DataFolder, binaries: Binaries, account: ServiceAccount, durable: boolean): void {
  giveTo(account, folder.pgdata);
  const password = openSync(folder.passwordFile, 'r');
  if (account.uid !== undefined) chownSync(folder.passwordFile, account.uid, -1); // opening /dev/fd/3 asks for permission anew
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const access = ['--username=postgres', '--pwfile=/dev/fd/3', '--auth=scram-sha-256'];
  const { error, status, stderr } = spawnSync(
    binaries.initdb,
    ['-D', seenBy(account, folder.pgdata), ...locale, ...access, '--no-instructions', ...(durable ? [] : ['--no-sync'])],
    { ...account, cwd: folder.pgdata, env: SERVER_ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe', password], encoding: 'utf8' },
  );
  closeSync(password);
  if (account.uid !== undefined) chownSync(folder.passwordFile, process.getuid?.() ?? 0, -1);
  if (error !== undefined) throw error;
  if (status !== 0) throw initdbFailed(folder, stderr);
}

function initdbFailed(folder: DataFolder, output: string): StartupError {
  if (output.includes('No space left on device')) return diskFull(dirname(folder.path));
  const reason = output.split('\n').find((line) => /error|fatal/i.test(line)) ?? output.trim();
  return new StartupError(`The database could not be created in ${dirname(folder.path)}: ${reason}`);
}

/**
 * How the account names the data folder. On Linux another user than ours gets `/proc/self/cwd`: the kernel follows it straight to the
 * working directory we start the process in, without asking for the right to pass the folders above (docs/adr/0001-postgres-as-root.md).
 */
export function seenBy(account: ServiceAccount, pgdata: string): string {
  return account.uid !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : pgdata;
}

/**
 * Refuses a folder that this server could not open, with the reason in one sentence.
 *
 * @throws StartupError not a data folder, another major version, another owner, no password, not writable
 */
export function check(folder: DataFolder, binaries: Binaries, account: ServiceAccount): void {
  const aside = 'move the folder away to begin with an empty database';
  try {
    const version = readFileSync(join(folder.pgdata, 'PG_VERSION'), 'utf8').trim();
    if (version !== String(binaries.major)) {
      throw new StartupError(
        `The data folder ${folder.path} was written by PostgreSQL ${version}, and this is PostgreSQL ${binaries.major}: ` +
          `bring its content over with pg_dump, or ${aside}.`,
      );
    }
    if (!existsSync(folder.passwordFile))
      throw new StartupError(`The file ${folder.passwordFile} is missing: restore it, or ${aside}.`);
    takeOver(folder, account);
    closeSync(openSync(folder.logFile, 'a', 0o600));
  } catch (error) {
    if (error instanceof StartupError) throw error;
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(errorCode(error))) {
      throw new StartupError(`${folder.path} is not a complete PostgreSQL data folder: ${aside}.`, { cause: error });
    }
    throw unusable(folder.path, error);
  }
}

/** The server opens only what is its own user's and nobody else's: a copy made by root is not, nor what `chmod -R` went over. */
function takeOver(folder: DataFolder, account: ServiceAccount): void {
  const { uid: owner, mode } = statSync(folder.pgdata);
  if (account.uid !== undefined && owner !== account.uid) giveTo(account, folder.pgdata);
  if (account.uid === undefined && owner !== process.getuid?.()) {
    throw new StartupError(
      `The data folder ${folder.path} belongs to another user (uid ${owner}): start as that user, or name another folder in DATA_DIR.`,
    );
  }
  if ((mode & 0o077) !== 0) chmodSync(folder.pgdata, 0o700);
}

function giveTo(account: ServiceAccount, path: string): void {
  if (account.uid === undefined || account.gid === undefined) return;
  lchownSync(path, account.uid, account.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) giveTo(account, inner);
    else lchownSync(inner, account.uid, account.gid);
  }
}

function diskFull(path: string): StartupError {
  return new StartupError(`The disk that holds ${path} is full: make room, or name another folder in DATA_DIR.`);
}

function unusable(path: string, error: unknown): StartupError {
  const code = errorCode(error);
  if (code === 'ENOSPC') return diskFull(path);
  return new StartupError(
    `The data folder ${path} cannot be written (${code}): make it writable for ${userName()}, or name another one in DATA_DIR.`,
    { cause: error },
  );
}

/** A container may run us under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.()}`;
  }
}
