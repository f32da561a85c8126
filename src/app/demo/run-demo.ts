import { wallClock } from '../../kernel/civil-date.ts';
import type { DemoOptions } from './arguments.ts';
import { checksOf, holds } from './checks.ts';
import type { ThrowAwayServer } from '../throw-away-server.ts';
import { readOutcome } from './outcome.ts';
import { reportOf } from './report.ts';
import { playWeek } from './week.ts';

export interface Demonstration {
  readonly text: string;
  /** Whether everything that was checked holds. */
  readonly holds: boolean;
}

/** Somebody wants it to end now. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/**
 * Plays the week and tells what happened.
 *
 * @param terminal where it says how far it is
 * @param stop aborted when somebody wants it to end; it does when what is under way is done
 * @throws Refused, Interrupted
 */
export async function runDemo(
  options: DemoOptions,
  server: ThrowAwayServer,
  terminal: { write(text: string): unknown },
  stop: AbortSignal,
): Promise<Demonstration> {
  if (stop.aborted) throw new Interrupted();
  const began = performance.now();
  const { petitions, seed } = options;
  terminal.write(`Playing a week of ${server.city} at ${server.url} with ${petitions} petitions, seed ${seed}.\n`);
  let shown = '';
  const stage = await playWeek(options, server, (now) => {
    if (stop.aborted) throw new Interrupted();
    const { day } = wallClock(now, server.timeZone);
    if (day === shown) return;
    shown = day;
    terminal.write(`  ${day}\n`);
  });
  const outcome = await readOutcome(stage);
  const checks = checksOf(outcome);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  terminal.write(`Played and read back in ${seconds} s.\n`);
  return { text: reportOf(outcome, checks), holds: checks.every(holds) };
}
