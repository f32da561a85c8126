/**
 * Waits until a server is ready. One process for the whole wait, which asks without weight: a start that is timed on two processors
 * would otherwise be timed together with the programs that ask for its end.
 *
 *   node test/await-ready.mjs http://127.0.0.1:3000 <pid of the server> <seconds>
 *
 * Ends with code 1 when that process is gone before, or after so many seconds.
 */
import { get } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 20;

const [server, pid, seconds] = process.argv.slice(2);
if (!server || !(pid > 0) || !(seconds > 0)) throw new Error('usage: node test/await-ready.mjs <address> <pid> <seconds>');

while (!(await isReady())) {
  if (!isAlive()) give(`process ${pid} ended`);
  if (performance.now() > seconds * 1_000) give(`not ready after ${seconds} s`);
  await sleep(POLL_MS);
}

function isReady() {
  return new Promise((resolve) => {
    get(`${server}/readyz`, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}

function isAlive() {
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}

function give(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
