import { Injectable } from '@nestjs/common';
import { DeliveryService } from './delivery.service.ts';
import { Digests } from './digest.service.ts';

/** All post that leaves by itself: digests are written, then what is written is sent. */
@Injectable()
export class PostRoom {
  constructor(
    private readonly digests: Digests,
    private readonly deliveries: DeliveryService,
  ) {}

  /** @returns how much was done */
  async run(): Promise<number> {
    return (await this.digests.run()) + (await this.deliveries.run());
  }

  /** When the next digest is due; null when nothing is gathered. */
  nextDigest(): Promise<Date | null> {
    return this.digests.next();
  }
}
