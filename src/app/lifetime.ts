import { StartupError } from '../kernel/startup-error.ts';

/** What has to be stopped, the last started first. */
type Stop = () => Promise<unknown>;

const stops: Stop[] = [];

/** Registers what must be stopped before the process ends. */
export function stopLater(stop: Stop): void {
  stops.push(stop);
}

/**
 * Runs a program until Ctrl-C or `kill`, then stops what it started in the opposite order and ends with code 0. A `StartupError` is
 * printed alone and ends it with code 1.
 */
export async function runUntilStopped(start: () => Promise<void>): Promise<void> {
  let stopping: Promise<void> | null = null;
  const stop = (code: number): Promise<void> => (stopping ??= stopAll().then(() => process.exit(code)));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${error instanceof StartupError ? error.userMessage : ((error as Error).stack ?? String(error))}\n`);
    await stop(1);
  }
}

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) {
    await stop().catch((error: unknown) => process.stderr.write(`while stopping: ${(error as Error).message}\n`));
  }
}
