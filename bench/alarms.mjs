/**
 * Alarms: tens of thousands that are due in the same minute – 17:30 on a Friday, when the offices close – from that instant until the
 * last one has rung, against bare `pg` inserting the rows that they leave: reminders, facts that wait for their seal, lines of digests.
 *
 *   npm run bench:alarms [-- --alarms 50000 --connections 8 --queue redis,postgres]
 *
 * With the queue on Redis, where a server program is installed, and on PostgreSQL. The worker is the program's own, with its heartbeat,
 * and hands the alarms to the queue beforehand, as in production; its clock is set to shortly before the closing. The limit is
 * measured twice, on the same server and over as many connections as the worker works with: `bare` writes the rows of one alarm with one
 * prepared statement and one commit, `bareTogether` those of a hundred alarms, as the program does. Counts what rang: each alarm
 * exactly once. Prints one line of JSON.
 */
import 'reflect-metadata';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { findRedis, startRedis } from '../test/support/redis-server.mjs';
import { built } from './support/built.mjs';
import { addDueCases, CLOSING } from './support/due-cases.mjs';
import { round2, runBench } from './support/run-bench.mjs';
import { VAULT_KEY } from './support/vault-key.mjs';

const { values } = parseArgs({
  options: {
    alarms: { type: 'string', default: '50000' },
    connections: { type: 'string', default: '8' },
    queue: { type: 'string', default: 'redis,postgres' },
  },
});
const [alarms, connections] = [values.alarms, values.connections].map(Number);
const BAR = 0.4;
/** Rows of one bare statement in the second limit; of one job in the program. */
const TOGETHER = 100;
/** Before the closing: time to hand all alarms to the queue. */
const AHEAD_MS = 20_000 + alarms;
const LONGEST_MS = 600_000;

/** The rows of some alarms. */
const INSERT = `
  WITH reminder AS (
    INSERT INTO reminders (id, deadline_id, deadline_version, step, number, case_id, due_at, ring_at, sent_at, recipients)
    SELECT r.id, r.deadline_id, r.deadline_version, r.step, r.number, r.case_id, r.due_at, r.ring_at, r.sent_at, r.recipients
    FROM jsonb_populate_recordset(NULL::reminders, $1) r
  ), fact AS (
    INSERT INTO facts (id, type, subject_kind, subject_id, at, actor_kind, actor_id, actor_name, data, public)
    SELECT f.id, f.type, f.subject_kind, f.subject_id, f.at, f.actor_kind, f.actor_id, f.actor_name, f.data, f.public
    FROM jsonb_populate_recordset(NULL::facts, $2) f
    RETURNING id, seq
  ), unsealed AS (
    INSERT INTO unsealed_facts (seq, fact_id) SELECT f.seq, f.id FROM fact f
  )
  INSERT INTO digest_lines (reminder_id, account_id, send_at)
  SELECT l.reminder_id, l.account_id, l.send_at
  FROM jsonb_populate_recordset(NULL::digest_lines, $3) l`;

const { passed } = await runBench(measure);
process.exit(passed ? 0 : 1);

async function measure({ database }) {
  const program = findRedis();
  const backends = [
    ...(program ? [{ name: 'redis', redisUrl: await startRedis(program) }] : []),
    { name: 'postgres', redisUrl: null },
  ];
  const results = {};
  for (const { name, redisUrl } of backends.filter((backend) => values.queue.split(',').includes(backend.name))) {
    results[name] = await measureBackend(await database(`alarms_${name}`), redisUrl);
    process.stderr.write(`${name}: ${JSON.stringify(results[name])}\n`);
  }
  const first = Object.values(results)[0];
  const passed = first.ratio >= BAR && Object.values(results).every(({ once }) => once);
  return { name: 'alarms', alarms, connections, bar: BAR, ...results, passed };
}

async function measureBackend(databaseUrl, redisUrl) {
  const client = await connected(databaseUrl);
  const worker = await startProgram(databaseUrl, redisUrl, client);
  await until(async () => (await one(client, 'SELECT count(*) FROM deadlines WHERE alarm_enqueued_at IS NULL')) === 0);
  const handedOver = worker.clock.now();
  if (handedOver >= CLOSING) throw new Error('the alarms were not handed over in time');
  await sleep(CLOSING.getTime() - handedOver.getTime());
  const begun = performance.now();
  const waiting = 'SELECT count(*) FROM (SELECT FROM deadlines WHERE next_ring_at <= $1 LIMIT 1) d';
  await until(async () => (await one(client, waiting, [CLOSING])) === 0);
  const rang = (alarms / (performance.now() - begun)) * 1000;
  await until(async () => (await one(client, 'SELECT count(*) FROM fact_deliveries')) === 0);
  const once = await rangOnce(client);
  await worker.stop();
  const left = await rowsLeft(client);
  const bare = await insertBare(databaseUrl, client, left, 1);
  const together = await insertBare(databaseUrl, client, left, TOGETHER);
  await client.end();
  return {
    alarmsPerSecond: Math.round(rang),
    barePerSecond: Math.round(bare),
    ratio: round2(rang / bare),
    bareTogetherPerSecond: Math.round(together),
    ratioTogether: round2(rang / together),
    rowsLeft: Object.fromEntries(Object.entries(left).map(([table, rows]) => [table, rows.length])),
    once,
  };
}

/** A worker on a database with as many due cases, by a clock that shows shortly before the closing. */
async function startProgram(databaseUrl, redisUrl, client) {
  const { prepareProgram, demonstrationAccounts, startWorker } = await built('app/program.js');
  const { AppModule } = await built('app/app.module.js');
  const { PackLoader } = await built('app/city-pack/pack-loader.service.js');
  const { readSettings } = await built('platform/config/index.js');
  const { SimulatedClock } = await built('platform/clock/index.js');
  const { NestFactory } = await import('@nestjs/core');
  const settings = {
    ...readSettings({ DATABASE_URL: databaseUrl, VAULT_KEY, LOG_LEVEL: 'warn', WORKER_CONCURRENCY: String(connections) }),
    redisUrl,
  };
  const clock = new SimulatedClock();
  const options = { ...(await prepareProgram(settings)), clock };
  clock.startAt(new Date(CLOSING.getTime() - 86_400_000));
  const api = await NestFactory.createApplicationContext(AppModule.of({ ...options, roles: { api: true, worker: false } }), {
    logger: ['error'],
  });
  await api.get(PackLoader).load(options.pack);
  await api.get(PackLoader).refresh();
  await demonstrationAccounts(api, settings);
  await addDueCases(client, api, options.pack, alarms);
  await api.close();
  clock.startAt(new Date(CLOSING.getTime() - AHEAD_MS));
  const worker = await startWorker({ ...options, roles: { api: false, worker: true } });
  await worker.init();
  return { clock, stop: () => worker.close() };
}

async function rangOnce(client) {
  const counts = await client.query(`
    SELECT (SELECT count(*)::integer FROM reminders) AS reminders,
      (SELECT count(DISTINCT r.deadline_id)::integer FROM reminders r WHERE r.step = 'DUE') AS deadlines,
      (SELECT count(DISTINCT f.subject_id)::integer FROM facts f WHERE f.type = 'deadline.rang') AS cases,
      (SELECT count(*)::integer FROM facts f WHERE f.type = 'deadline.rang') AS facts,
      (SELECT count(DISTINCT l.reminder_id)::integer FROM digest_lines l) AS lines`);
  return Object.values(counts.rows[0]).every((count) => count === alarms);
}

/** The rows that the alarms left, as they are. */
async function rowsLeft(client) {
  const { rows: reminders } = await client.query('SELECT * FROM reminders');
  const { rows: facts } = await client.query(`SELECT * FROM facts WHERE type = 'deadline.rang'`);
  const { rows: lines } = await client.query('SELECT * FROM digest_lines');
  return { reminders, facts, digestLines: lines };
}

/** Writes the rows of the alarms once more, into the same tables, emptied. @returns alarms per second */
async function insertBare(databaseUrl, client, left, together) {
  for (const table of ['facts', 'fact_links']) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`); // they refuse to be emptied
  await client.query('TRUNCATE reminders, facts, fact_links, unsealed_facts, digest_lines CASCADE');
  const factOf = new Map(left.facts.map((fact) => [fact.subject_id, fact]));
  const linesOf = new Map();
  for (const line of left.digestLines) linesOf.set(line.reminder_id, [...(linesOf.get(line.reminder_id) ?? []), line]);
  const statements = [];
  for (let from = 0; from < left.reminders.length; from += together) {
    const reminders = left.reminders.slice(from, from + together);
    const facts = reminders.map(({ case_id: caseId }) => factOf.get(caseId));
    const lines = reminders.flatMap(({ id }) => linesOf.get(id) ?? []);
    statements.push([reminders, facts, lines].map((rows) => JSON.stringify(rows)));
  }
  const clients = await Promise.all(Array.from({ length: connections }, () => connected(databaseUrl)));
  const begun = performance.now();
  await Promise.all(
    clients.map(async (connection) => {
      for (let next = statements.pop(); next; next = statements.pop())
        await connection.query({ name: 'bare', text: INSERT, values: next });
    }),
  );
  const rate = (left.reminders.length / (performance.now() - begun)) * 1000;
  await Promise.all(clients.map((connection) => connection.end()));
  return rate;
}

async function connected(databaseUrl) {
  const client = new pg.Client(databaseUrl);
  client.on('error', () => undefined); // the server is stopped under it when the measurement fails
  await client.connect();
  return client;
}

async function until(condition) {
  for (const end = performance.now() + LONGEST_MS; !(await condition()); await sleep(50))
    if (performance.now() > end) throw new Error('it does not come to an end');
}

async function one(client, text, parameters) {
  const { rows } = await client.query(text, parameters);
  return Number(Object.values(rows[0])[0]);
}
