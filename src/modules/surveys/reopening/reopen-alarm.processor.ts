import { Injectable } from '@nestjs/common';
import { Handles, type JobHandler } from '../../../platform/queue/index.ts';
import { RING_REOPENING } from './reopen-alarm.jobs.ts';
import { ReopenBell } from './reopen-bell.service.ts';

@Injectable()
@Handles(RING_REOPENING)
export class ReopenAlarmProcessor implements JobHandler<typeof RING_REOPENING> {
  constructor(private readonly bell: ReopenBell) {}

  handle({ requestId }: { readonly requestId: string }): Promise<void> {
    return this.bell.ring(requestId);
  }
}
