import { StartupError } from '../kernel/startup-error.ts';

/** What has to be stopped, the last started first. */
type Stop = () => Promise<unknown>;

const stops: Stop[] = [];

/** Registers what must be stopped before the process ends. */
export function stopLater(stop: Stop): void {
  stops.push(stop);
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Runs a program until Ctrl-C or `kill`, then stops what it started in the opposite order and ends with code 0. A `StartupError` is
 * printed alone and ends it with code 1.
 */
export function runUntilStopped(start: () => Promise<void>): Promise<void> {
  return run(
    async () => {
      await start();
      return null;
    },
    () => 0,
  );
}

/** Runs a command, stops what it started and ends with the code it returned; otherwise as `runUntilStopped`. Ctrl-C leaves it undone. */
export function runToEnd(command: () => Promise<number>): Promise<void> {
  return run(command, (signal) => SIGNALS[signal]);
}

/** @param work what is run; null: it goes on until a signal comes */
async function run(work: () => Promise<number | null>, codeOf: (signal: keyof typeof SIGNALS) => number): Promise<void> {
  let stopping: Promise<void> | null = null;
  const stop = (code: number): Promise<void> =>
    (stopping ??= stopAll()
      .then(written)
      .then(() => process.exit(code)));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(codeOf(signal)));
  try {
    const code = await work();
    if (code !== null) await stop(code);
  } catch (error) {
    process.stderr.write(`${error instanceof StartupError ? error.userMessage : ((error as Error).stack ?? String(error))}\n`);
    await stop(1);
  }
}

/** What was printed into a pipe is still on its way: an end would cut it off. */
function written(): Promise<void> {
  return new Promise((resolve) => void process.stdout.write('', () => resolve()));
}

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) {
    await stop().catch((error: unknown) => process.stderr.write(`while stopping: ${(error as Error).message}\n`));
  }
}
