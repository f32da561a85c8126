import { Injectable } from '@nestjs/common';
import { PostRoom } from '../modules/notifications/index.ts';
import { Relay } from '../platform/facts/index.ts';
import { Workers } from '../platform/queue/index.ts';
import { AlarmClocks } from './alarm-clocks.ts';
import { Heartbeat } from './heartbeat.ts';

const PAUSE_MS = 5;
/** How long the queues may stay busy before something must be wrong. */
const PATIENCE_MS = 120_000;

/** All that a worker does, done until nothing is left to do now. */
@Injectable()
export class Work {
  private stopping = false;

  constructor(
    private readonly relay: Relay,
    private readonly bells: AlarmClocks,
    private readonly post: PostRoom,
    private readonly workers: Workers,
    private readonly heartbeat: Heartbeat,
  ) {}

  /** Whether the program stops: nothing new is begun. */
  get stopped(): boolean {
    return this.stopping;
  }

  stop(): void {
    this.stopping = true;
  }

  /** The next instant at which an alarm rings or a digest is due. */
  async nextRing(): Promise<Date | null> {
    const [alarm, digest] = await Promise.all([this.bells.next(), this.post.nextDigest()]);
    return alarm === null || (digest !== null && digest < alarm) ? digest : alarm;
  }

  /**
   * Returns when nothing is left to do. Nobody is at work before the last look for it, for what runs may end with an alarm that is due,
   * and no job is left after it. The rows say so as well: a relay that runs at the same time may hold what the queue does not show yet.
   * When the program stops it returns after the round that is under way.
   *
   * @throws Error when the work does not come to an end
   */
  async drain(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (performance.now() < end) {
      const wasIdle = (await this.workers.idle()) && (await this.relay.pending()) === 0;
      const handed = (await this.bells.ringDue()) + (await this.relay.run());
      await this.heartbeat.settle();
      await this.reacted(end);
      const sent = await this.post.run(); // last: a digest waits for the last reaction
      const done = wasIdle && handed + sent === 0 && (await this.workers.idle());
      if (this.stopping || done) return;
      if (handed + sent === 0) await pause();
    }
    throw new Error('the work does not come to an end');
  }

  /** Waits until nothing is at work; not when the program stops, or the time is over. */
  private async reacted(end: number): Promise<void> {
    while (!this.stopping && performance.now() < end && (await this.workers.busy())) await pause();
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
