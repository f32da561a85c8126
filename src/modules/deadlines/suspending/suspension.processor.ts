import { Injectable } from '@nestjs/common';
import { Handles, type JobHandler } from '../../../platform/queue/index.ts';
import { MOVE_SUSPENSIONS } from './suspension.jobs.ts';
import { Suspensions } from './suspension.service.ts';

@Injectable()
@Handles(MOVE_SUSPENSIONS)
export class SuspensionProcessor implements JobHandler<typeof MOVE_SUSPENSIONS> {
  constructor(private readonly suspensions: Suspensions) {}

  handle(): Promise<void> {
    return this.suspensions.work();
  }
}
