/**
 * `npm start`: makes the checkout ready and becomes the server. Plain Node, so that it runs in a fresh clone.
 *
 *   node src/start.mjs [--follow-parent]     with the flag, ends when the process that started it has ended
 *
 * The server runs in this process: one process to signal, and nothing between it and the terminal. What cannot be done is said in one
 * sentence, with exit code 1.
 */
import { performance } from 'node:perf_hooks';
import { setInterval, setTimeout } from 'node:timers';

const PARENT_POLL_MS = 250;
const STOP_MS = 30_000;
const ECHO_MS = 1_000;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  give(`Node 20.19 or later is needed, and this is ${process.version}: install a newer one from https://nodejs.org.`);
}
if (process.argv.includes('--follow-parent')) followParent();
handleSignals();

try {
  const { prepare } = await import('./prepare.mjs');
  await prepare((line) => process.stdout.write(`${line}\n`));
  await import('../dist/main.js');
} catch (error) {
  give(error.userMessage ?? error.stack ?? String(error));
}

function give(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/**
 * Ctrl-C reaches us from the terminal and again from npm. Whoever listens besides us takes over with the first signal and stops the
 * server in order; he is not cut short by the second, but by a person who asks once more, and after half a minute. As long as nobody
 * else listens, a signal just ends us.
 */
function handleSignals() {
  let takenOverAt;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    process.on(signal, () => {
      if (takenOverAt === undefined && process.listenerCount(signal) > 1) {
        takenOverAt = performance.now();
        setTimeout(() => process.exit(code), STOP_MS).unref();
      } else if (takenOverAt === undefined || performance.now() - takenOverAt > ECHO_MS) {
        process.exit(code);
      }
    });
  }
}

/** npm passes Ctrl-C and `kill` on to us, but cannot pass on its own `kill -9`: then we would hold the port with nobody knowing why. */
function followParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    timer.close();
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_POLL_MS);
  timer.unref();
}
