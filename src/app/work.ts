import { Injectable } from '@nestjs/common';
import { PostRoom } from '../modules/notifications/index.ts';
import { Relay } from '../platform/facts/index.ts';
import { Workers } from '../platform/queue/index.ts';
import { AlarmClocks } from './alarm-clocks.ts';
import { Heartbeat } from './heartbeat.ts';

const PAUSE_MS = 20;
/** How long the queues may stay busy before something must be wrong. */
const PATIENCE_MS = 120_000;

/** All that a worker does, done until nothing is left to do now. */
@Injectable()
export class Work {
  constructor(
    private readonly relay: Relay,
    private readonly bells: AlarmClocks,
    private readonly post: PostRoom,
    private readonly workers: Workers,
    private readonly heartbeat: Heartbeat,
  ) {}

  /** The next instant at which an alarm rings or a digest is due. */
  async nextRing(): Promise<Date | null> {
    const [alarm, digest] = await Promise.all([this.bells.next(), this.post.nextDigest()]);
    return alarm === null || (digest !== null && digest < alarm) ? digest : alarm;
  }

  /**
   * Returns when nothing is left to do. Nobody is at work before the last look for it, for what runs may end with an alarm that is due,
   * and no job is left after it. The rows say so as well: a relay that runs at the same time may hold what the queue does not show yet.
   *
   * @throws Error when the work does not come to an end
   */
  async drain(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (performance.now() < end) {
      const wasIdle = (await this.workers.busy()) === 0 && (await this.relay.pending()) === 0;
      const handed = (await this.bells.ringDue()) + (await this.relay.run()) + (await this.post.run());
      await this.heartbeat.settle();
      if (wasIdle && handed === 0 && (await this.workers.unfinished()) === 0) return;
      if (handed === 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    throw new Error('the work does not come to an end');
  }
}
