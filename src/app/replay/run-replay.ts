import { setMaxListeners } from 'node:events';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../platform/clock/index.ts';
import type { PackFolders } from '../city-pack/city-pack.ts';
import type { ReplayOptions } from './arguments.ts';
import { readCaseFile } from './case-file.ts';
import { CaseServer } from './case-server.ts';
import { readCityReference } from './city-reference.ts';
import { startProgress, type Terminal } from './progress.ts';
import { RejectFile } from './reject-file.ts';
import { replay } from './replay.ts';
import type { Summary } from './summary.ts';
import { Tally } from './tally.ts';

/** Where a replay runs. */
export interface ReplaySurroundings {
  readonly folders: PackFolders;
  readonly clock: Clock;
  /** Where progress is shown. */
  readonly terminal: Terminal;
  /** Aborted when somebody wants the replay to stop. */
  readonly stop: AbortSignal;
}

/**
 * Replays a file from beginning to end, or until the server is gone or somebody stops it.
 *
 * @throws StartupError, ServerGone when it cannot begin
 */
export async function runReplay(
  options: ReplayOptions,
  { folders, clock, terminal, stop }: ReplaySurroundings,
): Promise<Summary> {
  setMaxListeners(options.concurrency + 1, stop); // every lane may be waiting
  const pause = (ms: number): Promise<void> => setTimeout(ms, undefined, { signal: stop }).catch(() => undefined);
  const server = new CaseServer({ ...options, pause });
  await server.signIn();
  const agencies = await server.agencies();
  const reference = readCityReference(options.city, agencies, folders, clock.now());
  const rejects = RejectFile.open(options.rejects, basename(options.file));
  const tally = new Tally(agencies);
  const began = performance.now();
  const elapsedMs = (): number => performance.now() - began;
  const progress = startProgress(terminal, elapsedMs);
  const plan = { ...options, records: readCaseFile(options.file), reference };
  const stopped = await replay(plan, { server, tally, rejects, progress, elapsedMs, pause, stop }).finally(() => {
    progress.stop();
    rejects.close();
  });
  const totals = tally.totals();
  const seconds = elapsedMs() / 1000;
  return {
    file: options.file,
    url: options.url,
    city: reference.city,
    stopped,
    seconds,
    rowsPerSecond: totals.rows / seconds,
    rejects: totals.rejected.rows + totals.failed.rows === 0 ? null : options.rejects,
    ...totals,
  };
}
