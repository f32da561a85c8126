import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { alive, goneWithin, runningPostmaster } from '../../src/platform/embedded-postgres/postmaster.ts';

const PREFIX = 'paian-test-';
const STOP_MS = 10_000;

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
  max_wal_size: '4GB',
  shared_buffers: '64MB',
  max_connections: 200,
};

export interface TestServer {
  readonly postgres: EmbeddedPostgres;
  stop(): Promise<void>;
}

/** A server for one test run, in a folder of its own below the system's temporary folder. Several runs at once do not meet. */
export async function startTestServer(): Promise<TestServer> {
  await removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    port: 0,
    settings: THROW_AWAY,
    durable: false,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  const abort = (): void => removeNow(postgres.pid, folder);
  const interrupted = (): never => process.exit(130);
  process.once('exit', abort);
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  return {
    postgres,
    stop: async () => {
      process.off('exit', abort).off('SIGINT', interrupted).off('SIGTERM', interrupted);
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The last act of an interrupted run: there is no time left for anything that has to be waited for. */
function removeNow(pid: number, folder: string): void {
  if (alive(pid)) process.kill(pid, 'SIGQUIT');
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; alive(pid) && waited < STOP_MS; waited += 10) Atomics.wait(pause, 0, 0, 10);
  rmSync(folder, { recursive: true, force: true });
}

/** What runs left that were killed outright: the folder's name tells which process it belonged to. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const owner = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1] ?? process.pid);
    if (alive(owner)) continue;
    const folder = join(tmpdir(), name);
    const left = await runningPostmaster(join(folder, 'postgres', 'data'));
    if (left) process.kill(left.pid, 'SIGQUIT');
    if (!left || (await goneWithin(left.pid, STOP_MS))) rmSync(folder, { recursive: true, force: true });
  }
}
