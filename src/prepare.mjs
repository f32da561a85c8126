/**
 * Brings a checkout into the state in which it can run: packages installed, boundaries reduced, sources compiled. Does only what is
 * missing or stale, and finds that out in a few hundredths of a second, because every start goes through here. Plain Node: this runs
 * before anything is installed.
 *
 *   node src/prepare.mjs build | boundaries     does that one step now, stale or not
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOCK = join(ROOT, '.cache/prepare.lock');

/** Something that the person at the terminal can put right; `userMessage` is the whole of what is printed. */
export class PreparationProblem extends Error {
  constructor(userMessage) {
    super(userMessage);
    this.userMessage = userMessage;
  }
}

const install = {
  stale: () => !isInstalled(),
  announcement: 'Installing packages (npm ci); this takes about half a minute.',
  // Development packages are needed to build, whatever NODE_ENV says.
  run: () => run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']),
  done: 'Packages installed',
};

const boundaries = {
  inputs: () => [...files('cities', (path) => /\/(city\.json|build-boundaries\.mjs)$/.test(path)), 'package-lock.json'],
  outputs: () =>
    files('cities', (path) => path.endsWith('/city.json')).map((path) => `.cache/boundaries/${path.split('/')[1]}.json`),
  announcement: 'Reducing the boundaries to the cities.',
  run: () => run(process.execPath, ['cities/build-boundaries.mjs']),
  done: 'Boundaries reduced',
};

const build = {
  inputs: () => [
    ...files('src', (path) => /\.(ts|json)$/.test(path) && !/\.spec\.ts$|^src\/metadata\.ts$/.test(path)),
    ...['src/bundle.mjs', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', '.swcrc', 'package-lock.json'],
  ],
  outputs: () => ['build/main.js', 'dist/main.js', 'src/metadata.ts'],
  announcement: 'Building.',
  run: async () => {
    rmSync(join(ROOT, 'src/metadata.ts'), { force: true }); // names files of the last build, which may be gone
    await run(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build']);
    await run(process.execPath, ['src/bundle.mjs']);
  },
  done: 'Built',
};

const MADE = { boundaries, build };
for (const [name, step] of Object.entries(MADE)) step.stale = () => isStale(name, step);

/**
 * Installs and builds what is missing or stale.
 *
 * @param say receives one line of progress at a time
 * @throws PreparationProblem when a step fails, or another process is preparing this checkout
 */
export async function prepare(say) {
  if (![install, boundaries, build].some((step) => step.stale())) return;
  const release = takeLock();
  try {
    if (install.stale()) await perform(install, say);
    for (const [name, step] of Object.entries(MADE)) {
      if (step.stale()) await make(name, step, say);
    }
  } finally {
    release();
  }
}

async function make(name, step, say) {
  const before = fingerprint(step.inputs());
  await perform(step, say);
  mkdirSync(join(ROOT, '.cache/made'), { recursive: true });
  writeFileSync(join(ROOT, '.cache/made', name), before); // what changed meanwhile makes it stale again
}

async function perform({ announcement, run: work, done }, say) {
  say(announcement);
  const started = performance.now();
  await work();
  say(`${done} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

/**
 * Compares what npm says it put into `node_modules` with the lock file, so that any way of installing counts. A package that is
 * optional may be missing: most of those are for other systems.
 */
function isInstalled() {
  const wanted = readLock('package-lock.json');
  const present = readLock('node_modules/.package-lock.json'); // written last: missing after an interrupted install
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const installed = present[path];
    if (installed === undefined) return optional === true;
    return installed.version === version && installed.integrity === integrity;
  });
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function isStale(name, { inputs, outputs }) {
  if (!outputs().every((path) => existsSync(join(ROOT, path)))) return true;
  try {
    return readFileSync(join(ROOT, '.cache/made', name), 'utf8') !== fingerprint(inputs());
  } catch {
    return true;
  }
}

/** Of contents, not of times: a fresh clone and a restored cache have the same. */
function fingerprint(paths) {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const path of paths) hash.update(`\0${path}\0`).update(readFileSync(join(ROOT, path)));
  return hash.digest('hex');
}

function files(folder, wanted) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter(wanted)
    .sort();
}

/**
 * Runs a program in the checkout. Its output is shown only when it fails; Ctrl-C and `kill` reach it too.
 *
 * @throws PreparationProblem when it does not end with code 0
 */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    const forward = (signal) => {
      child.kill(signal);
      rmSync(LOCK, { force: true });
      process.exit(signal === 'SIGINT' ? 130 : 143);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => output.push(text));
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, forward);
    const settle = (reason) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, forward);
      if (reason === undefined) return resolve();
      process.stderr.write(output.join(''));
      reject(
        new PreparationProblem(`"${[command, ...args].map((word) => word.split('/').at(-1)).join(' ')}" failed: ${reason}.`),
      );
    };
    child.once('error', (error) => settle(error.message));
    child.once('close', (code, signal) => settle(code === 0 ? undefined : `see above (${signal ?? `code ${code}`})`));
  });
}

/** Two processes that install into one folder destroy each other's work. A lock left by a killed process does not count. */
function takeLock() {
  try {
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    const holder = lockHolder();
    if (holder !== undefined) {
      throw new PreparationProblem(
        `Another process (${holder}) is just installing or building in ${ROOT}: wait until it is done, or stop it.`,
      );
    }
    rmSync(LOCK, { force: true });
    const own = `${LOCK}.${process.pid}`;
    writeFileSync(own, `${process.pid} ${startOf(process.pid)}`);
    renameNew(own, LOCK);
    return () => rmSync(LOCK, { force: true });
  } catch (error) {
    if (error instanceof PreparationProblem) throw error;
    if (error.code === 'EEXIST') return takeLock();
    throw new PreparationProblem(`${ROOT} has to be installed or built first and cannot be written (${error.code}).`);
  }
}

/** Like a rename that fails where the target exists: nobody ever sees the lock without its content. */
function renameNew(from, to) {
  try {
    linkSync(from, to);
  } finally {
    rmSync(from, { force: true });
  }
}

function lockHolder() {
  if (!existsSync(LOCK)) return undefined;
  const [pid, start] = readFileSync(LOCK, 'utf8').split(' ');
  return startOf(pid) === start ? pid : undefined;
}

/** When a process began, in the system's own count: tells it from a later one with the same number. Empty when it has ended. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return isAlive(Number(pid)) ? 'running' : '';
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const name = process.argv[2];
  try {
    if (!Object.hasOwn(MADE, name)) throw new PreparationProblem(`Name one of ${Object.keys(MADE).join(', ')}.`);
    await make(name, MADE[name], (line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    process.stderr.write(`${error.userMessage ?? error.stack}\n`);
    process.exitCode = 1;
  }
}
