import { Injectable } from '@nestjs/common';
import { Handles, type JobHandler } from '../../platform/queue/index.ts';
import { DeliveryService } from './delivery.service.ts';
import { DELIVER } from './message.jobs.ts';

@Injectable()
@Handles(DELIVER)
export class MessageProcessor implements JobHandler<typeof DELIVER> {
  constructor(private readonly delivery: DeliveryService) {}

  handle({ messageId }: { readonly messageId: string }): Promise<void> {
    return this.delivery.deliver(messageId);
  }
}
