/**
 * A worker that ends as by `kill -9` in the middle of its work: the program's own, as it is built, but each of its handlers stops before
 * the first step at which none has died yet. When nothing moves any more it kills itself, and leaves whatever it was about to do:
 * transactions that nobody commits, jobs that nobody finishes. Where all steps have been died at, it works until it is stopped.
 *
 *   node test/support/doomed-worker.mjs     with the settings of a worker, and NOW and DEATHS
 *
 * With DIES_AT, a number, it dies at that step of its CHORES instead, wherever others died; the rest of its work is not held up.
 *
 * A step is a statement – BEGIN and COMMIT too – or a command to the queue, and after them the end of the handler; it is called by what
 * is done before and after it. Tells its parent when it is ready, and prints the steps that it dies at, one on each line. DEATHS are the
 * lines of those who died before.
 */
import 'reflect-metadata';
import { AsyncLocalStorage } from 'node:async_hooks';
import { writeSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { built } from '../../bench/support/built.mjs';
import { prepare } from '../../src/prepare.mjs';

/** So long nothing moves when everything has stopped or waits for what has. Where it is too short, there are only more deaths. */
const STILL_MS = 100;
const POLL_MS = 20;
const LABEL = 48;
/** What a dead worker was at is somebody else's half a second later, not half a minute, and however many died of it. */
const LOCKS = { lockDuration: 500, lockRenewTime: 200, stalledInterval: 50, maxStalledCount: 1_000 };

const deaths = new Set(process.env.DEATHS.split('\n'));
const diesAt = process.env.DIES_AT === undefined ? null : Number(process.env.DIES_AT);
let steps = 0;
const handlers = new AsyncLocalStorage();
const stopped = new Set();
let jobs = 0;
let moved = performance.now();

/** Never returns where nobody has died yet. */
async function before(next) {
  const handler = handlers.getStore();
  if (handler === undefined) return;
  moved = performance.now();
  const step = `${handler.name}: ${handler.last} → ${next}`;
  const times = (handler.times.get(step) ?? 0) + 1;
  handler.times.set(step, times);
  handler.last = next;
  const boundary = times === 1 ? step : `${step} (${times})`;
  if (diesAt === null ? deaths.has(boundary) : (steps += 1) < diesAt) return;
  stopped.add(boundary);
  await new Promise(() => undefined);
}

const handling = (name, work) =>
  handlers.run({ name, last: 'begin', times: new Map() }, async () => {
    const result = await work();
    await before('end');
    return result;
  });

/** Puts something before a method of a class. */
function precede(of, method, nameOf) {
  const original = of.prototype[method];
  of.prototype[method] = function (...args) {
    if (handlers.getStore() === undefined) return original.apply(this, args);
    return before(nameOf(args[0])).then(() => original.apply(this, args));
  };
}

const label = (statement) => (statement.text ?? statement).trim().replaceAll(/\s+/g, ' ').slice(0, LABEL);
const jobName = ({ name, data }) => [name, data.reaction].filter(Boolean).join(' ');

await prepare(() => undefined);
const { SimulatedClock } = await built('platform/clock/index.js');
const { Queues, Workers } = await built('platform/queue/index.js');
const { Heartbeat } = await built('app/heartbeat.js');
const { knownQueues } = await built('platform/queue/job.js');
const { prepareProgram, startWorker } = await built('app/program.js');
const { readSettings } = await built('platform/config/index.js');

precede(pg.Client, 'query', label);
precede(Redis, 'sendCommand', ({ name }) => name);

const { createLockManager } = Worker.prototype;
Worker.prototype.createLockManager = function () {
  Object.assign(this.opts, LOCKS);
  createLockManager.call(this);
};

const { run } = Workers.prototype;
Workers.prototype.run = function (known, job) {
  if (diesAt !== null) return run.call(this, known, job);
  jobs += 1;
  return handling(jobName(job), () => run.call(this, known, job)).finally(() => (jobs -= 1));
};

/** A look at the queue, which connects to it the first time, is no step of any work. */
const { busy } = Queues.prototype;
Queues.prototype.busy = function (names) {
  return handlers.exit(() => busy.call(this, names));
};

/** What the heartbeat sends away. What it looks up is none either. */
const CHORES = process.env.CHORES?.split(',') ?? ['relay', 'post'];
const { beat } = Heartbeat.prototype;
Heartbeat.prototype.beat = function (chore) {
  const once = { ...chore, run: () => handling(chore.name, chore.run) };
  return handlers.exit(() => beat.call(this, CHORES.includes(chore.name) ? once : chore));
};

const clock = new SimulatedClock();
clock.startAt(new Date(process.env.NOW));
const prepared = await prepareProgram(readSettings(process.env));
const worker = await startWorker({ ...prepared, clock, roles: { api: false, worker: true } });
let closing;
process.on('SIGTERM', () => (closing ??= worker.close().then(() => process.exit(0))));
process.on('disconnect', () => process.exit(1));
process.send('ready');
while (stopped.size === 0 || !(await isStill())) await sleep(POLL_MS);
writeSync(1, [...stopped].join('\n'));
process.kill(process.pid, 'SIGKILL');

/** Whether it has every job there is, and gets no further with any. */
async function isStill() {
  return performance.now() - moved > STILL_MS && (await worker.get(Queues).busy(knownQueues())) <= jobs;
}
