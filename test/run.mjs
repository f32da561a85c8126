/**
 * `npm test`: everything that has to hold, in a fresh clone as well. Prepares the checkout, then runs the linter, the laws, the unit
 * and database tests and the journeys over HTTP. The last line is `N passed, M failed`, with `, K skipped` where that is not 0.
 *
 *   npm test                     all of it
 *   npm test -- src/kernel       arguments go to jest; a selection of files leaves the linter out
 *
 * Suites that need Redis run on REDIS_URL, or on a private server if the program is installed; otherwise they are skipped. With CI=true
 * whatever is skipped counts as failed. What is about mail that arrives needs Dovecot (`apt-get install dovecot-imapd`), and fails without.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from '../src/prepare.mjs';
import { findRedis, startRedis } from './support/redis-server.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CI = process.env.CI === 'true';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

let running;

/** What one part of the run came to. */
const outcome = ({ passed = 0, failed = 0, skipped = 0, remarks = [] }) => ({ passed, failed, skipped, remarks });
const failure = (remark) => outcome({ failed: 1, remarks: [remark] });

for (const signal of SIGNALS) process.on(signal, () => void interrupted(signal));

async function main(args) {
  try {
    await prepare(say);
  } catch (error) {
    return report([failure(error.userMessage ?? error.stack)]);
  }
  const selection = args.some((arg) => !arg.startsWith('-'));
  if (selection) say('The linter is left out: only some files were asked for.');
  const parts = selection ? [] : [await lint()];
  return report([...parts, await jest(args, await redisUrl())]);
}

async function lint() {
  say('Linting.');
  const ended = await run('npm', ['run', '--silent', 'lint'], { stdio: ['ignore', 'inherit', 'inherit'] });
  return ended.ok ? outcome({}) : failure(`The linter failed (${ended.reason}); its findings are above.`);
}

async function redisUrl() {
  if (process.env.REDIS_URL) return process.env.REDIS_URL;
  const program = findRedis();
  if (program === undefined) return undefined;
  try {
    return await startRedis(program);
  } catch (error) {
    say(`No private Redis: ${error.message}.`);
    return undefined;
  }
}

/** One run over all projects; jest's own report goes to the terminal, its figures to a file. */
async function jest(args, redis) {
  const folder = mkdtempSync(join(tmpdir(), 'paian-results-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'results.json');
  const env = { ...process.env, NODE_ENV: 'test', TEST_REDIS_URL: redis };
  for (const name of ['DATABASE_URL', 'REDIS_URL', ...(redis ? [] : ['TEST_REDIS_URL'])]) delete env[name];
  const ended = await run(process.execPath, ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${file}`, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const results = readResults(file);
  if (results === undefined) return failure(`jest ended without a result (${ended.reason ?? 'code 0'}).`);
  const counted = count(results);
  if (!redis && counted.skipped > 0) counted.remarks.unshift(...noRedis());
  if (!ended.ok && counted.failed === 0)
    return { ...counted, failed: 1, remarks: [...counted.remarks, `jest failed (${ended.reason}).`] };
  return counted;
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function count({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const broken = testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some(isFailed));
  const skipping = testResults.filter(({ assertionResults }) => assertionResults.some(isSkipped));
  return outcome({
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
    remarks: [
      ...broken.map(({ name }) => `Could not be run: ${name.slice(ROOT.length)}`),
      ...skipping.map(
        ({ name, assertionResults }) => `Skipped: ${assertionResults.filter(isSkipped).length} in ${name.slice(ROOT.length)}`,
      ),
    ],
  });
}

const isFailed = ({ status }) => status === 'failed';
const isSkipped = ({ status }) => ['pending', 'skipped', 'todo'].includes(status);

function noRedis() {
  const rule = '!'.repeat(100);
  return [rule, 'NO REDIS: the suites that need it were skipped. Install redis-server, or set REDIS_URL.', rule];
}

/** Prints the remarks and the last line. @returns the exit code */
function report(parts) {
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  const [passed, skipped] = [sum('passed'), sum('skipped')];
  let failed = sum('failed');
  say('');
  parts.flatMap(({ remarks }) => remarks).forEach(say);
  if (CI && skipped > 0) say(`With CI=true the ${skipped} skipped count as failed.`);
  if (passed + failed === 0) {
    say('No test ran.');
    failed = 1;
  }
  const [counted, left] = CI ? [failed + skipped, 0] : [failed, skipped];
  say(`${passed} passed, ${counted} failed${left > 0 ? `, ${left} skipped` : ''}`);
  return counted === 0 ? 0 : 1;
}

/** A program in a process group of its own, so that all of it can be stopped. */
function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, detached: true, ...options });
    running = { child, ended: new Promise((gone) => child.once('close', gone).once('error', gone)) };
    child.once('error', (error) => resolve({ ok: false, reason: error.message }));
    child.once('close', (code, signal) =>
      resolve({ ok: code === 0, reason: code === 0 ? undefined : (signal ?? `code ${code}`) }),
    );
  });
}

/** Ctrl-C, `kill`, a closed terminal: what was started is stopped first and may tidy up after itself. */
async function interrupted(signal) {
  if (running?.child.exitCode === null && running.child.pid !== undefined) {
    process.kill(-running.child.pid, signal === 'SIGHUP' ? 'SIGTERM' : signal);
    await running.ended;
  }
  process.exit(signal === 'SIGINT' ? 130 : 143);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main(process.argv.slice(2));
