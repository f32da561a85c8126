import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArguments, type ReplayOptions, USAGE } from './app/replay/arguments.ts';
import { ServerGone } from './app/replay/case-server.ts';
import { runReplay } from './app/replay/run-replay.ts';
import { isComplete, summaryText } from './app/replay/summary.ts';
import { StartupError } from './kernel/startup-error.ts';
import { SystemClock } from './platform/clock/index.ts';
import { CHECKOUT } from './platform/config/index.ts';

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

/** Ctrl-C once finishes what is under way and tells how far it came; twice ends at once. */
async function run(options: ReplayOptions): Promise<boolean> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const summary = await runReplay(options, {
    folders: { cities: join(CHECKOUT, 'cities'), boundaries: join(CHECKOUT, '.cache/boundaries') },
    clock: new SystemClock(),
    terminal: process.stderr,
    stop: stopping.signal,
  });
  process.stdout.write(summaryText(summary));
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(summary, null, 2)}\n`);
  return isComplete(summary);
}
