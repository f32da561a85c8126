import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;

/** Less than a test may take by itself: so it is told what did not happen, and nothing goes on looking when the test is over. */
const PATIENCE_MS = 20_000;

/** Waits for what happens by itself. @throws Error when it does not */
export async function until(condition: () => boolean | Promise<boolean>, patienceMs = PATIENCE_MS): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`it does not happen: ${condition.toString()}`);
    await sleep(POLL_MS);
  }
}
