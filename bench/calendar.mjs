/**
 * A typhoon closes the office for a day that lies in the time limit of every open case: all of them are counted again – due
 * instants, ledger lines, reminders, legs, facts – while petitions come in and staff read. Against one bare
 * `UPDATE cases SET due_at` of as many rows on a copy of the same database, with nothing else going on.
 *
 *   npm run bench:calendar [-- --cases 1000000 --seconds 40 --petitions 5 --reads 40]
 *
 * `--petitions` and `--reads` are the load in requests per second, the same before and during the closure. One API process, one
 * worker, one PostgreSQL with its usual durability. Prints one line of JSON.
 */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { petitionOf } from './support/capture.mjs';
import { HttpLoad } from './support/http-load.mjs';
import { multiply, registerTemplates, withClient } from './support/open-cases.mjs';
import { Staff, startProgram } from './support/program.mjs';
import { round2, runBench } from './support/run-bench.mjs';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '40' },
    petitions: { type: 'string', default: '5' },
    reads: { type: 'string', default: '40' },
  },
});
const [cases, seconds, petitions, reads] = [values.cases, values.seconds, values.petitions, values.reads].map(Number);
const SETTINGS = { DEMO_PASSWORD: randomUUID() };
const BAR = 0.2;
const BAR_P99 = 3;
const SLICE_SECONDS = 2;
const CONNECTIONS = 4;

await runBench(measure);

async function measure({ server, database, stopLater }) {
  const url = await database('paian');
  const first = await startProgram('main.api.js', url, SETTINGS);
  const caseNos = await registerTemplates(await Staff.signIn(first.port, 'operator', SETTINGS.DEMO_PASSWORD));
  await first.stop();
  await multiply(url, cases);
  const bare = await updateBare(server);
  const port = await startCity(url, stopLater);
  const operator = await Staff.signIn(port, 'operator', SETTINGS.DEMO_PASSWORD);
  const supervisor = await Staff.signIn(port, 'city', SETTINGS.DEMO_PASSWORD);
  const load = startLoad(port, operator, caseNos);
  await load.run(SLICE_SECONDS); // warm
  const normal = summaryOf([await load.run(seconds)]);
  const closure = await close(supervisor, load);
  load.close();
  const rate = closure.total / closure.seconds;
  const ratios = {
    petitions: round2(closure.petitions.p99 / normal.petitions.p99),
    reads: round2(closure.reads.p99 / normal.reads.p99),
  };
  return {
    name: 'calendar',
    cases: closure.total,
    replannedPerSecond: Math.round(rate),
    barePerSecond: Math.round(bare),
    ratio: round2(rate / bare),
    bar: BAR,
    closureSeconds: round2(closure.seconds),
    acceptedAfterMs: Math.round(closure.acceptedAfterMs),
    perSecond: { petitions, reads },
    normal,
    meanwhile: { petitions: closure.petitions, reads: closure.reads },
    p99Ratios: ratios,
    barP99: BAR_P99,
    failed: normal.failed + closure.failed,
    allMoved: await allMoved(url),
  };
}

/** @returns rows per second */
async function updateBare(server) {
  const administer = (statement) => withClient(server.url('postgres'), (client) => client.query(statement));
  await administer('CREATE DATABASE bare TEMPLATE paian STRATEGY FILE_COPY');
  const rate = await withClient(server.url('bare'), async (client) => {
    await client.query('CHECKPOINT');
    const started = performance.now();
    const { rowCount } = await client.query(`UPDATE cases SET due_at = due_at + interval '1 day'`);
    return (rowCount / (performance.now() - started)) * 1000;
  });
  await administer('DROP DATABASE bare');
  await administer('CHECKPOINT');
  return rate;
}

/** @returns the port of the API */
async function startCity(url, stopLater) {
  const api = await startProgram('main.api.js', url, SETTINGS);
  stopLater(api.stop);
  const worker = await startProgram('main.worker.js', url, SETTINGS);
  stopLater(worker.stop);
  return api.port;
}

/** Petitions that come in and staff who read lists and cases, at once. */
function startLoad(port, operator, caseNos) {
  const open = '/cases?status=TRIAGE,DISPATCHED,IN_PROGRESS&limit=20';
  const paths = caseNos.flatMap((caseNo) => [
    `/cases/${caseNo}`,
    `/cases/${caseNo}/clock`,
    `${open}&sort=dueAt`,
    `${open}&agency=TY-TRA`,
  ]);
  const intake = new HttpLoad(port, CONNECTIONS, operator.token);
  const reading = new HttpLoad(port, CONNECTIONS, operator.token);
  return {
    run: async (duration) => {
      const [taken, read] = await Promise.all([
        intake.run(duration, petitionOf, petitions),
        reading.run(duration, (n) => paths[n % paths.length], reads),
      ]);
      return { petitions: taken, reads: read };
    },
    close: () => [intake, reading].forEach((load) => load.close()),
  };
}

/** Announces the closure and keeps up the load until every clock is counted. */
async function close(supervisor, load) {
  const day = await nextWorkingDay(supervisor);
  const started = performance.now();
  const accepted = supervisor.send('PUT', `/calendar/days/${day}`, { kind: 'OFF', reason: '颱風停止上班' }).then(({ jobId }) => ({
    jobId,
    acceptedAfterMs: performance.now() - started,
  }));
  const follow = accepted.then(({ jobId }) => untilDone(supervisor, jobId)).then((job) => ({ job, ended: performance.now() }));
  let going = true;
  void follow.finally(() => (going = false)).catch(() => undefined);
  const runs = [];
  while (going) runs.push(await load.run(SLICE_SECONDS));
  const { job, ended } = await follow;
  return {
    total: job.total,
    seconds: (ended - started) / 1000,
    acceptedAfterMs: (await accepted).acceptedAfterMs,
    ...summaryOf(runs),
  };
}

async function untilDone(supervisor, jobId) {
  for (;;) {
    const job = await supervisor.get(`/jobs/${jobId}`);
    if (job.state === 'DONE') return job;
    await sleep(500);
  }
}

async function nextWorkingDay(supervisor) {
  const day = (after) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
  const { items } = await supervisor.get(`/calendar/days?from=${day(1)}&to=${day(30)}`);
  return items.find(({ kind }) => kind === 'WORKING').date;
}

/** Whether every clock has the lines it has to have: its start and one for the closure. */
function allMoved(url) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(`
      SELECT count(*) FILTER (WHERE d.calendar_version < v.latest)::integer AS behind,
        (SELECT count(*)::integer FROM (SELECT FROM clock_entries e WHERE e.kind = 'REPLAN' GROUP BY e.deadline_id HAVING count(*) > 1) t) AS twice
      FROM deadlines d
      CROSS JOIN (SELECT max(version) AS latest FROM calendar_versions) v`);
    return rows[0].behind === 0 && rows[0].twice === 0;
  });
}

function summaryOf(runs) {
  const of = (kind) => {
    const times = runs.flatMap((run) => run[kind].times).sort((a, b) => a - b);
    const at = (share) => round2(times[Math.min(times.length - 1, Math.floor(times.length * share))]);
    return { count: times.length, p50: at(0.5), p99: at(0.99) };
  };
  const failed = runs.reduce((sum, run) => sum + run.petitions.failed + run.reads.failed, 0);
  return { petitions: of('petitions'), reads: of('reads'), failed };
}
