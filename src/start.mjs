/**
 * `npm start`: makes the checkout ready and becomes the server. Plain Node, so that it runs in a fresh clone.
 *
 *   node src/start.mjs [--follow-parent]     with the flag, ends when the process that started it has ended
 *
 * The server runs in this process: one process to signal, and nothing between it and the terminal. What cannot be done is said in one
 * sentence, with exit code 1.
 */
import { setInterval } from 'node:timers';

const PARENT_POLL_MS = 250;

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
 * Ctrl-C reaches us from the terminal and again from npm. Whoever listens besides us takes over with the first signal, and nothing
 * may cut him short while he stops the server in order; as long as nobody does, a signal just ends us.
 */
function handleSignals() {
  let takenOver = false;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    process.on(signal, () => {
      takenOver ||= process.listenerCount(signal) > 1;
      if (!takenOver) process.exit(code);
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
