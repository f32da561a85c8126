import { type BeforeApplicationShutdown, Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { RelaySignal } from '../platform/facts/index.ts';
import { type Beat, BEATS } from './beats.ts';

/**
 * What a process looks after by the clock on its own wall. Nothing here is a repeating job of the queue: a queue that lost its memory
 * would forget to look for what it forgot.
 */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Heartbeat');
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Map<string, Promise<void>>();
  private stopped = false;

  constructor(
    @Inject(BEATS) private readonly beats: readonly Beat[],
    private readonly signal: RelaySignal,
  ) {}

  onApplicationBootstrap(): void {
    for (const beat of this.beats.filter(({ onFacts }) => onFacts)) this.signal.listen(() => void this.beat(beat));
    for (const beat of this.beats) this.schedule(beat, 0);
  }

  /** Lets what runs finish; nothing new begins. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.running.values());
  }

  /** Waits for what runs now. */
  async settle(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private schedule(beat: Beat, inMs: number): void {
    if (this.stopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.beat(beat).then(() => {
        this.schedule(beat, beat.everyMs);
      });
    }, inMs);
    this.timers.add(timer);
  }

  /** One beat of a kind at a time; a call during one waits for it. */
  private beat(beat: Beat): Promise<void> {
    const current = this.running.get(beat.name);
    if (current) return current;
    if (this.stopped) return Promise.resolve();
    const run = beat
      .run()
      .then(() => undefined)
      .catch((error: unknown) => {
        this.logger.warn(`${beat.name}: ${(error as Error).message}`);
      })
      .finally(() => this.running.delete(beat.name));
    this.running.set(beat.name, run);
    return run;
  }
}
