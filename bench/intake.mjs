/**
 * Intake: `POST /api/v1/petitions` – validated, signed in, located, routed, case opened, clock, alarms, facts, idempotency – against
 * the same rows written by bare `pg` with a prepared statement over as many connections, without HTTP.
 *
 *   npm run bench:intake [-- --seconds 10 --rounds 3 --connections 10 --worker]
 *
 * The statements of the limit are captured from the program itself, so both write the same rows. The two run in turn on one server
 * with its usual durability, on two databases. With `--worker` a worker process takes part, as in production; without it the API's
 * own path is measured. Prints one line of JSON.
 */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { captureStatements, petitionOf } from './support/capture.mjs';
import { HttpLoad } from './support/http-load.mjs';
import { Staff, startProgram } from './support/program.mjs';
import { round2, runBench } from './support/run-bench.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '10' },
    worker: { type: 'boolean', default: false },
  },
});
const [seconds, rounds, connections] = [values.seconds, values.rounds, values.connections].map(Number);
const PASSWORD = randomUUID();
const BAR = 0.5;

/** No machine of this size writes more in the time. */
const CAPTURED = Math.ceil(seconds * rounds * 4_000);

await runBench(measure);

async function measure({ database, stopLater }) {
  const [url, bareUrl] = [await database('paian'), await database('bare')];
  const start = async (main) => {
    const program = await startProgram(main, url, { DEMO_PASSWORD: PASSWORD, DATABASE_POOL: String(connections) });
    stopLater(program.stop);
    return program;
  };
  const api = await start('main.api.js');
  const captured = await captureStatements(bareUrl, CAPTURED);
  const load = new HttpLoad(api.port, connections, (await Staff.signIn(api.port, 'operator', PASSWORD)).token);
  if (values.worker) await start('main.worker.js');
  await load.run(2, petitionOf); // warm
  const bare = [];
  const http = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await runBare(bareUrl, captured, connections, seconds));
    http.push(await load.run(seconds, petitionOf));
  }
  const limit = median(bare);
  const rate = median(http.map((run) => run.perSecond));
  const half = await load.run(seconds, petitionOf, rate / 2);
  load.close();
  return {
    name: 'intake',
    worker: values.worker,
    connections,
    seconds,
    rounds,
    petitionsPerSecond: Math.round(rate),
    barePerSecond: Math.round(limit),
    ratio: round2(rate / limit),
    bar: BAR,
    atHalfLoad: { perSecond: Math.round(half.perSecond), p50Ms: round2(half.p50), p99Ms: round2(half.p99), barP99Ms: 50 },
    failed: http.reduce((sum, run) => sum + run.failed, half.failed),
  };
}

/** Writes the captured rows as fast as it goes. @returns rows of petitions per second */
async function runBare(url, captured, width, duration) {
  const clients = await Promise.all(
    Array.from({ length: width }, async () => {
      const client = new pg.Client(url);
      await client.connect();
      return client;
    }),
  );
  const end = performance.now() + duration * 1000;
  const started = performance.now();
  let done = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        const next = captured.pop();
        if (!next) throw new Error('the captured statements do not last: capture more');
        await client.query(next);
        done += 1;
      }
    }),
  );
  const rate = (done / (performance.now() - started)) * 1000;
  await Promise.all(clients.map((client) => client.end()));
  return rate;
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
