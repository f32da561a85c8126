import { Injectable } from '@nestjs/common';
import { Handles, type JobHandler } from '../../platform/queue/index.ts';
import { RING } from './alarm.jobs.ts';
import { Alarms } from './alarm.service.ts';

@Injectable()
@Handles(RING)
export class AlarmProcessor implements JobHandler<typeof RING> {
  constructor(private readonly alarms: Alarms) {}

  handle({ deadlineId, version }: { readonly deadlineId: string; readonly version: number }): Promise<void> {
    return this.alarms.ring(deadlineId, version);
  }
}
