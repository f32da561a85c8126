import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArguments, type ReplayOptions, USAGE } from './app/replay/arguments.ts';
import { readCaseFile } from './app/replay/case-file.ts';
import { CaseServer, ServerGone } from './app/replay/case-server.ts';
import { readCityReference } from './app/replay/city-reference.ts';
import { startProgress } from './app/replay/progress.ts';
import { RejectFile } from './app/replay/reject-file.ts';
import { replay } from './app/replay/replay.ts';
import { isComplete, type Summary, summaryText } from './app/replay/summary.ts';
import { Tally } from './app/replay/tally.ts';
import { StartupError } from './kernel/startup-error.ts';
import { SystemClock } from './platform/clock/index.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = { cities: join(ROOT, 'cities'), boundaries: join(ROOT, '.cache/boundaries') };

/** `npm run replay`: sends a file of real cases through the HTTP interface. Ends with code 0 when every row is accounted for. */
try {
  const options = parseArguments(process.argv.slice(2), process.env['DEMO_PASSWORD'] ?? null);
  if (options === null) process.stdout.write(USAGE);
  else process.exitCode = (await run(options)) ? 0 : 1;
} catch (error) {
  const expected = error instanceof StartupError || error instanceof ServerGone;
  process.stderr.write(`${expected ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = 1;
}

async function run(options: ReplayOptions): Promise<boolean> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const pause = (ms: number): Promise<void> => setTimeout(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  const server = new CaseServer({ ...options, pause });
  await server.signIn();
  const agencies = await server.agencies();
  const reference = readCityReference(options.city, agencies, FOLDERS, new SystemClock().now());
  const rejects = RejectFile.open(options.rejects, basename(options.file));
  const tally = new Tally(agencies);
  const started = performance.now();
  const elapsedMs = (): number => performance.now() - started;
  const progress = startProgress(process.stderr, elapsedMs);
  const plan = { ...options, records: readCaseFile(options.file), reference };
  const stopped = await replay(plan, { server, tally, rejects, progress, elapsedMs, pause, stop: stopping.signal }).finally(
    () => {
      progress.stop();
      rejects.close();
    },
  );
  return tell({ options, city: reference.city, tally, stopped, seconds: elapsedMs() / 1000 });
}

interface Ended {
  readonly options: ReplayOptions;
  readonly city: string;
  readonly tally: Tally;
  readonly stopped: string | null;
  readonly seconds: number;
}

/** Prints the summary. @returns whether the replay is complete */
function tell({ options, city, tally, stopped, seconds }: Ended): boolean {
  const totals = tally.totals();
  const unregistered = totals.rejected.rows + totals.failed.rows;
  const summary: Summary = {
    file: options.file,
    url: options.url,
    city,
    stopped,
    seconds,
    rowsPerSecond: totals.rows / seconds,
    rejects: unregistered === 0 ? null : options.rejects,
    ...totals,
  };
  process.stdout.write(summaryText(summary));
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(summary, null, 2)}\n`);
  return isComplete(summary);
}
