import { accessSync, chmodSync, constants, mkdtempSync, readFileSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { alive, serves } from '../../src/platform/embedded-postgres/postmaster.ts';

const PREFIX = 'paian-test-';
const STOP_MS = 10_000;
const POLL_MS = 10;

/** Nothing here outlives the run: no write waits for the disk, and nothing tidies up behind the tests' backs. */
const THROW_AWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  autovacuum: 'off',
  jit: 'off',
  checkpoint_timeout: '1h',
  max_wal_size: '1GB',
  shared_buffers: '64MB',
  max_connections: 200,
};

export interface TestServer {
  readonly postgres: EmbeddedPostgres;
  /** Whatever lies here, and every server that runs here, is gone when the run is over, however it ends. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** What lies here is in memory. A database is a thousand files: on a disk, copying them takes ten times as long. */
const MEMORY = '/dev/shm';
/** A run needs less than half of this; containers often have 64 MB. */
const ROOM_BYTES = 4 * 1024 ** 3;

/** Below the machine's memory if there is room, otherwise below the system's temporary folder. */
const place = hasRoom(MEMORY) ? MEMORY : tmpdir();

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}

/** A server for one test run, in a folder of its own. Several runs at once do not meet. */
export async function startTestServer(): Promise<TestServer> {
  removeAbandoned();
  const folder = mkdtempSync(join(place, `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o755);
  const remove = (): void => removeWithServers(folder);
  const interrupted = (): never => process.exit(130);
  process.once('exit', remove).once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const postgres = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    port: 0,
    settings: THROW_AWAY,
    durable: false,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  return {
    postgres,
    folder,
    stop: async () => {
      await postgres.stop();
      process.off('exit', remove).off('SIGINT', interrupted).off('SIGTERM', interrupted);
      removeWithServers(folder);
    },
  };
}

/** What runs left that were killed outright: the folder's name tells which process it belonged to. */
function removeAbandoned(): void {
  for (const name of readdirSync(place)) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !alive(Number(owner))) removeWithServers(join(place, name));
  }
}

/** Cuts off the servers that run below a folder, and removes it. Waits without letting go: it may be a process's last act. */
function removeWithServers(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => basename(file) === 'postmaster.pid');
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (const file of files.map((name) => join(folder, name))) {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    if (!serves(pid, dirname(file))) continue;
    process.kill(pid, 'SIGQUIT');
    for (let waited = 0; alive(pid) && waited < STOP_MS; waited += POLL_MS) Atomics.wait(pause, 0, 0, POLL_MS);
  }
  rmSync(folder, { recursive: true, force: true });
}
