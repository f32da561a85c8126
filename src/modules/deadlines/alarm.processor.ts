import { Injectable } from '@nestjs/common';
import { Handles, type JobHandler } from '../../platform/queue/index.ts';
import { type Alarm, RING } from './alarm.jobs.ts';
import { Alarms } from './alarm.service.ts';

@Injectable()
@Handles(RING)
export class AlarmProcessor implements JobHandler<typeof RING> {
  constructor(private readonly alarms: Alarms) {}

  handle({ alarms }: { readonly alarms: readonly Alarm[] }): Promise<void> {
    return this.alarms.ring(alarms);
  }
}
