import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StartupError } from '../../kernel/startup-error.ts';
import { runnableBinaries } from './binaries.ts';
import { type Claim, claim } from './claim.ts';
import { type DataFolder, check, dataFolder, dataOwner, initialise, isNew, seenBy } from './data-folder.ts';
import { type Launch, LaunchFailed, type Postmaster, goneWithin, launch, runningPostmaster, serves } from './postmaster.ts';
import { serviceAccount } from './service-account.ts';

export interface EmbeddedPostgresOptions {
  /** Where the server and its password live; created when missing, kept when there. */
  readonly folder: string;
  /** TCP port on 127.0.0.1; 0 takes a free one and stays with it as long as nobody else does. */
  readonly port: number;
  /** Added to, or in place of, the defaults below. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** `false` leaves a new folder's files to the system's cache: only for servers that are thrown away. */
  readonly durable?: boolean;
  /** How long another program may still hold the folder before this one gives up. Default 5 s: one that is just stopping. */
  readonly patienceMs?: number;
  readonly log: (line: string) => void;
}

/** Durable by PostgreSQL's own defaults; memory for a machine shared with everything else. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 100,
  shared_buffers: '128MB',
  // A refused statement holds what a citizen wrote: its text, its parameters and the row it met stay out of the log, and so do its words, which repeat a value that cannot be read.
  log_min_messages: 'log', // above ERROR; whoever sent the statement logs that it was refused
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: 0,
  log_error_verbosity: 'terse',
} as const;

export const PROGRAM_ROLE = 'paian_app';

const LAUNCH_ATTEMPTS = 5;
const FAST_SHUTDOWN_MS = 30_000;
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;

/**
 * A PostgreSQL server of our own, from the binaries that npm installed.
 *
 * A server left by a killed process is taken over; one that dies under us is started again on the same port.
 * Two programs never share a folder.
 *
 * @throws StartupError for everything its operator can remove: a folder in use, unwritable, broken, of another version; a taken port
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = dataFolder(options.folder);
  const fresh = isNew(folder);
  const account = serviceAccount(dataOwner(folder), options.log);
  const binaries = runnableBinaries(account);
  if (fresh) initialise(folder, binaries, account, options.durable ?? true);
  check(folder, binaries, account);
  const start: Launch = {
    ...account,
    program: binaries.postgres,
    pgdata: folder.pgdata,
    pgdataSeen: seenBy(account, folder.pgdata),
    settings: { ...SETTINGS, ...options.settings },
    logFile: folder.logFile,
  };
  const server = new EmbeddedPostgres(folder, start, options);
  await server.open();
  return server;
}

/** Use {@link startEmbeddedPostgres}. */
export class EmbeddedPostgres {
  private readonly password: string;
  private readonly programPassword: string;
  private postmaster: Postmaster = { pid: 0, port: 0 };
  private held?: Claim;
  private stopping = false;
  private takenOver = false;

  constructor(
    private readonly folder: DataFolder,
    private readonly start: Launch,
    private readonly options: EmbeddedPostgresOptions,
  ) {
    this.password = readFileSync(folder.passwordFile, 'utf8').trim();
    this.programPassword = programPassword(folder);
  }

  get port(): number {
    return this.postmaster.port;
  }

  get pid(): number {
    return this.postmaster.pid;
  }

  /** Whether the server was already running, left by a killed process. */
  get adopted(): boolean {
    return this.takenOver;
  }

  /** With the owner of everything. */
  url(database: string): string {
    return this.urlOf('postgres', this.password, database);
  }

  /** With the role that the program works as, which owns nothing; `ensureDatabase` makes it. */
  programUrl(database: string): string {
    return this.urlOf(PROGRAM_ROLE, this.programPassword, database);
  }

  private urlOf(role: string, password: string, database: string): string {
    return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${this.port}/${encodeURIComponent(database)}`;
  }

  /** Takes over or starts the server, and watches it from then on. */
  async open(): Promise<void> {
    await this.run(this.options.port || rememberedPort(this.folder));
    writeFileSync(this.folder.portFile, `${this.port}\n`);
    process.once('exit', this.abandon);
    void this.watch();
  }

  /** Ends every connection and the server; resolves when its last process is gone. */
  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    process.off('exit', this.abandon);
    this.signal('SIGINT');
    if (!(await goneWithin(this.pid, FAST_SHUTDOWN_MS))) {
      this.options.log('PostgreSQL does not stop; it is cut off and will recover at the next start.');
      this.signal('SIGQUIT');
      await goneWithin(this.pid, FAST_SHUTDOWN_MS);
    }
    await this.held?.release().catch(() => undefined);
  }

  /** Asked anew after every wait; the compiler would remember the answer of a field. */
  private isStopping(): boolean {
    return this.stopping;
  }

  /** A process that ends without stopping the server still asks it to stop, as a last act. */
  private readonly abandon = (): void => this.signal('SIGINT');

  private signal(signal: NodeJS.Signals): void {
    if (serves(this.pid, this.folder.pgdata)) process.kill(this.pid, signal);
  }

  private async run(preferredPort: number): Promise<void> {
    let failure = '';
    for (let attempt = 0; attempt < LAUNCH_ATTEMPTS; attempt += 1) {
      const running = await runningPostmaster(this.folder.pgdata);
      this.takenOver = running !== undefined;
      try {
        this.postmaster = running ?? (await launch(this.start, await this.usablePort(preferredPort)));
        this.held = await claim(this.url('postgres'), this.folder.path, this.options.patienceMs ?? 5_000);
        return;
      } catch (error) {
        if (!this.takenOver) this.abandon();
        failure = this.retriable(error);
      }
    }
    throw new StartupError(`PostgreSQL does not start on ${this.folder.path}: ${failure} (its log is ${this.folder.logFile})`);
  }

  /** Two starts may race for a port or for the folder, and a server may stop while it is taken over; everything else is final. */
  private retriable(error: unknown): string {
    if (error instanceof StartupError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof LaunchFailed) || /lock file|TCP\/IP socket|shared memory block/.test(message)) return message;
    throw new StartupError(`PostgreSQL does not start on ${this.folder.path}: ${message} (its log is ${this.folder.logFile})`);
  }

  private async usablePort(preferred: number): Promise<number> {
    if (await isFree(preferred)) return preferred === 0 ? freePort() : preferred;
    if (this.options.port === 0) return freePort();
    throw new StartupError(`Port ${preferred} for the embedded PostgreSQL is taken: choose another.`);
  }

  /** Waits for the server to be lost, and brings it back at the same address, so that the pools above reconnect by themselves. */
  private async watch(): Promise<void> {
    let pause = SHORTEST_PAUSE_MS;
    for (;;) {
      await this.held?.lost;
      if (this.isStopping()) return;
      this.options.log('PostgreSQL has gone away; it is started again.');
      await sleep(pause);
      pause = (await this.restarted()) ? SHORTEST_PAUSE_MS : Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  }

  private async restarted(): Promise<boolean> {
    if (this.isStopping()) return false;
    try {
      await this.run(this.port);
      if (this.isStopping()) this.abandon();
      return true;
    } catch (error) {
      this.options.log(error instanceof Error ? error.message : String(error));
      return false;
    }
  }
}

/** Creates a database of that name unless it is there, and the role that the program works as. */
export async function ensureDatabase(server: EmbeddedPostgres, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    await ensureProgramRole(client, new URL(server.programUrl(name)));
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** With the password of the folder, also where the role came with a restored backup. */
async function ensureProgramRole(client: pg.Client, { username, password }: URL): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [username]);
  const secret = client.escapeLiteral(decodeURIComponent(password));
  await client.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${client.escapeIdentifier(username)} LOGIN PASSWORD ${secret}`);
}

/** Made when it is missing: folders of before have none. */
function programPassword({ programPasswordFile: file }: DataFolder): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function rememberedPort(folder: DataFolder): number {
  try {
    return Number(readFileSync(folder.portFile, 'utf8')) || 0;
  } catch {
    return 0;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
