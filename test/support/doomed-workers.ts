import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestApp } from './test-app.ts';
import { VAULT_KEY } from './vault-keys.ts';

const PROGRAM = join(__dirname, 'doomed-worker.mjs');
const POLL_MS = 20;

/** Everything that a worker holds in its hands when it stops at once: as many connections as jobs and beats. */
const ROOM = { WORKER_CONCURRENCY: '60', DATABASE_POOL: '70' };

/** Workers on a city's database and queue, one after the other, each of which dies where none has died yet. */
export class DoomedWorkers {
  /** The steps at which one has died, e.g. `ring: COMMIT → end`. */
  readonly deaths = new Set<string>();
  private current: ChildProcess | null = null;
  private stopped = false;

  constructor(
    private readonly city: TestApp,
    private readonly redisUrl: string | undefined,
  ) {}

  /**
   * Lets them live and die until one has done all there is to do. Each that dies leaves one step less to die at.
   *
   * @param handOver what happens before each of them starts
   * @param isDone whether anything is left to do
   * @throws Error when one died where another had died before, or they were stopped
   */
  async work(handOver: () => Promise<unknown>, isDone: () => Promise<boolean>): Promise<void> {
    for (let known = -1; known < this.deaths.size && !this.stopped;) {
      known = this.deaths.size;
      await handOver();
      if (await this.survives(isDone)) return;
    }
    throw new Error(`no end after these deaths: ${[...this.deaths].join(', ')}`);
  }

  /**
   * Lets one live that dies at a step of its chores, counted from its start, wherever others died.
   *
   * @returns whether it had done all there is to do before it came to that step
   */
  dieAt(step: number, chores: readonly string[], isDone: () => Promise<boolean>): Promise<boolean> {
    return this.survives(isDone, { DIES_AT: String(step), CHORES: chores.join() });
  }

  /** Ends the one that is at work, if any is; no other comes after it. */
  stop(): void {
    this.stopped = true;
    this.current?.kill('SIGKILL');
  }

  private async survives(isDone: () => Promise<boolean>, doom: NodeJS.ProcessEnv = {}): Promise<boolean> {
    const env = { ...this.environment(), ...doom };
    const child = spawn(process.execPath, [PROGRAM], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    this.current = child;
    const lastWords = text(child.stdout!);
    const end = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    await Promise.race([once(child, 'message'), end]);
    while (child.exitCode === null && child.signalCode === null) {
      if (await isDone()) child.kill('SIGTERM');
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    const [code, signal] = await end;
    if (signal !== 'SIGKILL' && code !== 0) throw new Error(`the worker ended with ${signal ?? `code ${String(code)}`}`);
    for (const step of (await lastWords).split('\n').filter(Boolean)) this.deaths.add(step);
    return code === 0;
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      ...ROOM,
      PATH: process.env.PATH,
      DATABASE_URL: this.city.databaseUrl,
      VAULT_KEY,
      REDIS_URL: this.redisUrl,
      PUBLIC_URL: 'https://1999.example',
      LOG_LEVEL: 'silent',
      NOW: this.city.clock.now().toISOString(),
      DEATHS: [...this.deaths].join('\n'),
    };
  }
}
