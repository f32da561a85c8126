import { Injectable } from '@nestjs/common';
import { Alarms } from '../modules/deadlines/index.ts';
import { DeliveryService } from '../modules/notifications/index.ts';
import { Relay } from '../platform/facts/index.ts';
import { Queues, Workers } from '../platform/queue/index.ts';

const PAUSE_MS = 20;
/** How long the queues may stay busy before something must be wrong. */
const PATIENCE_MS = 120_000;

/** All that a worker does, done until nothing is left to do now. */
@Injectable()
export class Work {
  constructor(
    private readonly relay: Relay,
    private readonly alarms: Alarms,
    private readonly deliveries: DeliveryService,
    private readonly queues: Queues,
    private readonly workers: Workers,
  ) {}

  /** The next instant at which an alarm rings. */
  nextRing(): Promise<Date | null> {
    return this.alarms.next();
  }

  /** @throws Error when the queues do not come to rest */
  async drain(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (performance.now() < end) {
      const handed = (await this.alarms.ringDue()) + (await this.relay.run()) + (await this.deliveries.run());
      const busy = await this.queues.busy(this.workers.queueNames);
      if (handed === 0 && busy === 0) return;
      if (busy > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    throw new Error('the queues did not come to rest');
  }
}
