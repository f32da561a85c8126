import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { testFolder } from '../../../test/support/test-database.ts';
import { until } from '../../../test/support/until.ts';
import { StartupError } from '../../kernel/startup-error.ts';
import { runnableBinaries } from './binaries.ts';
import { dataFolder, dataOwner, seenBy } from './data-folder.ts';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, ensureDatabase, startEmbeddedPostgres } from './index.ts';
import { launch } from './postmaster.ts';
import { serviceAccount } from './service-account.ts';

const asRoot = process.getuid?.() === 0;
const SMALL = { fsync: 'off', shared_buffers: '16MB', max_connections: 20 };

let place: string;
let initialised: string;
let copied: string;
let firstPort: number;
const running: EmbeddedPostgres[] = [];

async function start(folder: string, options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    folder,
    port: 0,
    durable: false,
    settings: SMALL,
    log: () => undefined,
    ...options,
  });
  running.push(server);
  return server;
}

async function ask(server: EmbeddedPostgres, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

/** The sentence with which a start is refused. */
async function refusal(folder: string, options: Partial<EmbeddedPostgresOptions> = {}): Promise<string> {
  const error = await start(folder, options).then(
    () => new Error('it started'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartupError);
  return (error as StartupError).userMessage;
}

/** Takes a file out of a stopped server's folder for as long as the work lasts. */
async function without<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  renameSync(file, `${file}.aside`);
  try {
    return await work();
  } finally {
    renameSync(`${file}.aside`, file);
  }
}

beforeAll(async () => {
  place = mkdtempSync(join(testFolder(), 'embedded-'));
  chmodSync(place, 0o700); // as root this is also a folder that the server's user may not enter
  initialised = join(place, 'initialised', 'postgres');
  copied = join(place, 'copied');
  const server = await start(initialised);
  firstPort = server.port;
  await ask(server, 'CREATE TABLE kept (text text)');
  await ask(server, `INSERT INTO kept VALUES ('路燈不亮')`);
  await server.stop();
}, 60_000);

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

test('what was written is there at the next start, at the same address', async () => {
  const server = await start(initialised);
  expect(server.adopted).toBe(false);
  expect(await ask(server, 'SELECT text FROM kept')).toBe('路燈不亮');
  expect(server.port).toBe(firstPort);
});

test('a server is UTF-8 with a fixed locale, whatever the environment says', async () => {
  const server = await start(initialised);
  expect(await ask(server, 'SHOW server_encoding')).toBe('UTF8');
  expect(await ask(server, 'SELECT datlocale FROM pg_database LIMIT 1')).toBe('C.UTF-8');
});

test('the password can be read by nobody else', () => {
  expect(statSync(join(initialised, 'password')).mode & 0o077).toBe(0);
  expect(statSync(join(initialised, 'data')).mode & 0o077).toBe(0);
});

test('a database is made once', async () => {
  const server = await start(initialised);
  await ensureDatabase(server, 'city "one"');
  await ensureDatabase(server, 'city "one"');
  expect(await ask(server, `SELECT count(*)::int FROM pg_database WHERE datname = 'city "one"'`)).toBe(1);
});

test('a server left by a killed program is taken over', async () => {
  const folder = dataFolder(initialised);
  const account = serviceAccount(dataOwner(folder), () => undefined);
  const pgdataSeen = seenBy(account, folder.pgdata);
  const port = Number(readFileSync(folder.portFile, 'utf8'));
  const left = await launch(
    { ...account, ...folder, pgdataSeen, program: runnableBinaries(account).postgres, settings: {} },
    port,
  );
  const server = await start(folder.path);
  expect(server).toMatchObject({ adopted: true, pid: left.pid, port: left.port });
});

test('a folder in use is refused by naming the program that uses it', async () => {
  const folder = initialised;
  await start(folder);
  expect(await refusal(folder, { patienceMs: 0 })).toContain(
    `(process ${process.pid}) is already running on the data folder ${folder}`,
  );
});

test('of two starts on a new folder at once, one serves and the other is refused', async () => {
  const folder = join(place, 'twice');
  const starts = await Promise.allSettled([start(folder, { patienceMs: 0 }), start(folder, { patienceMs: 0 })]);
  expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a copy of a running folder starts a server of its own', async () => {
  const original = await start(initialised);
  cpSync(initialised, copied, { recursive: true });
  const copy = await start(copied);
  expect(copy.adopted).toBe(false);
  expect(copy.pid).not.toBe(original.pid);
});

const leavePidFile = (pid: number): void =>
  writeFileSync(
    join(initialised, 'data', 'postmaster.pid'),
    `${pid}\n${initialised}/data\n1\n5432\n\n127.0.0.1\n  1 1\nready   \n`,
  );

test('a pid file whose number went to another process does not stop the start', async () => {
  leavePidFile(process.pid);
  expect((await start(initialised)).adopted).toBe(false);
});

// A container without an init keeps what was killed until somebody asks how it ended.
test('a pid file whose process has ended but was never collected does not stop the start', async () => {
  const { uid, gid } = statSync(join(initialised, 'data')); // PostgreSQL minds processes of its own user only
  const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec tail -f /dev/null'], { uid, gid, cwd: '/' }); // tail collects nobody
  const says = (file: string, expected: RegExp): Promise<void> => until(() => expected.test(readFileSync(file, 'utf8')));
  try {
    const [output] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(output.toString());
    await says(`/proc/${parent.pid!}/comm`, /^tail$/m); // the shell would still collect it
    process.kill(pid, 'SIGKILL');
    await says(`/proc/${pid}/stat`, /\) Z /);
    leavePidFile(pid);
    expect((await start(initialised)).adopted).toBe(false);
  } finally {
    parent.kill();
  }
});

test('a data folder that was opened to others is closed again', async () => {
  chmodSync(join(initialised, 'data'), 0o755);
  await start(initialised);
  expect(statSync(join(initialised, 'data')).mode & 0o777).toBe(0o700);
});

test('an interrupted first start leaves nothing in the way', async () => {
  const folder = join(place, 'interrupted');
  mkdirSync(`${folder}.new-4194999/data/base`, { recursive: true });
  await start(folder);
  expect(readdirSync(place).filter((name) => name.startsWith('interrupted'))).toEqual(['interrupted']);
});

test('a server killed under a running program comes back at the same address', async () => {
  const server = await start(initialised);
  const { pid, port } = server;
  process.kill(pid, 'SIGKILL');
  await until(() => server.pid !== pid);
  expect(server.port).toBe(port);
  expect(await ask(server, 'SELECT text FROM kept')).toBe('路燈不亮');
});

test('a stopped server is not brought back', async () => {
  const lines: string[] = [];
  const server = await start(initialised, { log: (line) => lines.push(line) });
  const told = [...lines];
  await server.stop();
  await new Promise((resolve) => setImmediate(resolve)); // whoever watches it has heard of its end, and would tell
  expect(lines).toEqual(told);
  expect(existsSync(join(initialised, 'data', 'postmaster.pid'))).toBe(false);
});

describe('a folder that cannot be used is refused in one sentence', () => {
  test('another major version', async () => {
    const file = join(initialised, 'data', 'PG_VERSION');
    const sentence = await without(file, () => {
      writeFileSync(file, '15\n');
      return refusal(initialised);
    });
    expect(sentence).toContain('was written by PostgreSQL 15, and this is PostgreSQL 18');
  });

  test('something else', async () => {
    const folder = join(place, 'else');
    mkdirSync(folder);
    writeFileSync(join(folder, 'letter.txt'), 'Dear city');
    expect(await refusal(folder)).toContain('is not a complete PostgreSQL data folder');
  });

  test('damaged files', async () => {
    const sentence = await without(join(initialised, 'data', 'global', 'pg_control'), () => refusal(initialised));
    expect(sentence).toMatch(/PostgreSQL does not start on .*initialised.*pg_control/);
  });

  test('a lost password', async () => {
    const sentence = await without(join(initialised, 'password'), () => refusal(initialised));
    expect(sentence).toMatch(/password is missing: restore it/);
  });

  test('a file in the place of the folder', async () => {
    writeFileSync(join(place, 'file'), '');
    expect(await refusal(join(place, 'file', 'postgres'))).toContain('cannot be written');
  });

  if (!asRoot) {
    test('a folder without permission', async () => {
      mkdirSync(join(place, 'locked'), { mode: 0o500 });
      expect(await refusal(join(place, 'locked', 'postgres'))).toContain('cannot be written (EACCES)');
    });
  }
});

test('a port that was asked for and is taken is refused', async () => {
  const first = await start(initialised);
  expect(await refusal(copied, { port: first.port })).toContain(`Port ${first.port} for the embedded PostgreSQL is taken`);
});

test('a remembered port that is taken is given up', async () => {
  const first = await start(initialised);
  writeFileSync(join(copied, 'port'), `${first.port}\n`);
  expect((await start(copied)).port).not.toBe(first.port);
});

if (asRoot) {
  describe('below a folder that only root may enter', () => {
    test('programs are copied to where the other user may execute them', () => {
      const installed = runnableBinaries({});
      const locked = join(place, 'package', 'native');
      const open = mkdtempSync(join(testFolder(), 'copies-'));
      chmodSync(open, 0o755);
      cpSync(join(installed.postgres, '..', '..'), locked, { recursive: true, verbatimSymlinks: true });
      writeFileSync(join(place, 'package', 'package.json'), '{ "version": "18.0.0-test" }');
      const copy = runnableBinaries(
        serviceAccount(undefined, () => undefined),
        locked,
        ['/dev/null', open],
      );
      expect(copy).toEqual({
        ...copy,
        major: installed.major,
        postgres: join(open, 'paian-postgres-18.0.0-test', 'bin', 'postgres'),
      });
    });

    test('the data stay where they are and belong to the other user', async () => {
      const folder = initialised;
      await start(folder);
      expect(statSync(join(folder, 'data')).uid).not.toBe(0);
      expect(statSync(folder).uid).toBe(0);
    });
  });
}
