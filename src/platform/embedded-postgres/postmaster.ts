import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../../kernel/startup-error.ts';
import { SERVER_ENVIRONMENT } from './binaries.ts';

const POLL_MS = 10;
const ORPHANS_MS = 10_000;
const LOG_BYTES_KEPT = 16 * 1024 * 1024;

/** A server process that accepts connections. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** What a server that did not come up wrote into its log. */
export class LaunchFailed extends Error {
  override readonly name = 'LaunchFailed';
}

/** Everything needed to start one server process. */
export interface Launch {
  readonly program: string;
  /** The data folder as we see it, and as the server's user sees it. */
  readonly pgdata: string;
  readonly pgdataSeen: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly logFile: string;
}

/** Whether a process runs. One that has ended but was never collected by its parent (a container without an init) does not. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM'; // another user's
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !['Z', 'X'].includes(stat.charAt(stat.lastIndexOf(')') + 2));
  } catch {
    return process.platform !== 'linux';
  }
}

/**
 * The server that already runs on a data folder, once it accepts connections; undefined when there is none. A pid file alone proves
 * nothing: the number may have gone to another process since, and a copied folder holds the pid file of the original.
 */
export async function runningPostmaster(pgdata: string): Promise<Postmaster | undefined> {
  for (;;) {
    const file = readPidFile(pgdata);
    if (file === undefined || !serves(file.pid, pgdata)) break;
    if (file.status === 'ready') return { pid: file.pid, port: file.port };
    await sleep(POLL_MS); // starting (perhaps recovering) or stopping
  }
  await clearRemains(pgdata);
  return undefined;
}

/**
 * Starts a server in a session of its own, so that Ctrl-C at the terminal reaches only us and we can stop it last.
 *
 * @throws LaunchFailed with the reason from the log when it ends before it accepts connections
 */
export async function launch(options: Launch, port: number): Promise<Postmaster> {
  const log = openLog(options.logFile);
  const offset = statSync(options.logFile).size;
  const settings = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { uid, gid } = options;
  const child = spawn(options.program, ['-D', options.pgdataSeen, '-p', String(port), ...settings], {
    ...(uid === undefined ? {} : { uid, gid }),
    cwd: options.pgdata,
    env: SERVER_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', 'ignore', log],
  });
  closeSync(log);
  let failure: (() => string) | undefined;
  child.once('error', (error) => (failure = () => error.message));
  child.once('exit', () => (failure ??= () => reasonIn(options, offset)));
  child.unref();
  const giveUp = (): void => void child.kill('SIGINT'); // we end while it still comes up
  process.once('exit', giveUp);
  try {
    for (;;) {
      const file = readPidFile(options.pgdata);
      if (file !== undefined && file.pid === child.pid && file.status === 'ready') return { pid: file.pid, port };
      if (failure !== undefined) throw new LaunchFailed(failure());
      await sleep(POLL_MS);
    }
  } finally {
    process.off('exit', giveUp);
  }
}

/** Whether this process is the server of that folder; its number may have gone to a stranger since. */
export function serves(pid: number, pgdata: string): boolean {
  const file = readPidFile(pgdata);
  return file?.pid === pid && alive(pid) && worksIn(pid, file.folder, pgdata);
}

/** Resolves to whether the process was gone in time. */
export async function goneWithin(pid: number, milliseconds: number): Promise<boolean> {
  for (let waited = 0; alive(pid); waited += POLL_MS) {
    if (waited >= milliseconds) return false;
    await sleep(POLL_MS);
  }
  return true;
}

interface PidFile extends Postmaster {
  readonly folder: string;
  readonly status: string;
}

function readPidFile(pgdata: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n');
    const [pid = '', folder = '', , port = '', , , , status = ''] = lines;
    return { pid: Number(pid), folder, port: Number(port), status: status.trim() };
  } catch {
    return undefined;
  }
}

/** All processes of a server work in its data folder. Where the system does not show that, the pid file's own word has to do. */
function worksIn(pid: number, recordedFolder: string, pgdata: string): boolean {
  if (process.platform !== 'linux') return recordedFolder === pgdata;
  try {
    const [theirs, ours] = [statSync(`/proc/${pid}/cwd`), statSync(pgdata)];
    return (
      theirs.ino === ours.ino && theirs.dev === ours.dev && basename(readlinkSync(`/proc/${pid}/exe`)).startsWith('postgres')
    );
  } catch {
    return false; // ended meanwhile, or another user's
  }
}

/**
 * What a killed server leaves. Its children need a moment to notice, and a new server refuses to start beside them. Its pid file is
 * PostgreSQL's own to judge, except where the number still belongs to somebody – a stranger, or the server itself, ended but not
 * collected by its parent: PostgreSQL would take either for a running server.
 */
async function clearRemains(pgdata: string): Promise<void> {
  const left = readPidFile(pgdata);
  if (left === undefined || process.platform !== 'linux') return;
  for (let waited = 0; waited < ORPHANS_MS && childrenOf(pgdata); waited += POLL_MS) await sleep(POLL_MS);
  const isTheirs = existsSync(`/proc/${left.pid}`) && !worksIn(left.pid, left.folder, pgdata);
  if (isTheirs && readPidFile(pgdata)?.pid === left.pid) rmSync(join(pgdata, 'postmaster.pid'), { force: true });
}

function childrenOf(pgdata: string): boolean {
  return readdirSync('/proc').some((name) => Number(name) > 0 && worksIn(Number(name), '', pgdata));
}

function openLog(path: string): number {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES_KEPT) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** The first fatal line since the offset, else the last line: what a person would look for in the log. */
function reasonIn({ logFile, pgdata, pgdataSeen }: Launch, offset: number): string {
  const lines = readFileSync(logFile).subarray(offset).toString('utf8').trim().split('\n');
  const fatal = lines.find((line) => /\b(FATAL|PANIC):/.test(line))?.replace(/^.*\b(FATAL|PANIC):\s+/, '');
  return (fatal ?? lines.at(-1) ?? 'no reason given').replace(/^but /, '').replaceAll(pgdataSeen, pgdata);
}
