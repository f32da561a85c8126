/** A private Redis for one test run, from a program that the system already has. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PROGRAMS = ['redis-server', 'valkey-server'];
const START_MS = 10_000;
const POLL_MS = 20;

/** Path of an installed server program; undefined when there is none. */
export function findRedis() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin'];
  const candidates = PROGRAMS.flatMap((program) => folders.map((folder) => join(folder, program)));
  return candidates.find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Ends Redis when the pipe to us is closed, which the system does however we end. */
const GUARD = '"$0" "$@" & read -r _; kill -9 $!';

/**
 * Starts it on a free port of 127.0.0.1, keeping everything in memory. It ends with this process.
 *
 * @returns its address
 * @throws Error when it does not answer
 */
export async function startRedis(program) {
  const port = await freePort();
  const args = [
    '--port',
    port,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    tmpdir(),
    '--loglevel',
    'warning',
  ];
  const child = spawn('/bin/sh', ['-c', GUARD, program, ...args.map(String)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.unref();
  child.stdin.unref();
  for (let waited = 0; waited < START_MS; waited += POLL_MS) {
    if (await answers(port)) return `redis://127.0.0.1:${port}`;
    await sleep(POLL_MS);
  }
  child.stdin.end();
  throw new Error(`${program} does not start`);
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => resolve(String(data).startsWith('+PONG')) || socket.destroy());
    socket.once('error', () => resolve(false));
  });
}

/** Of 127.0.0.1; nobody listens there now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
