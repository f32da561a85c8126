import { Injectable } from '@nestjs/common';
import { Handles, type JobHandler } from '../../../platform/queue/index.ts';
import { TimerBell } from './timer-bell.service.ts';
import { RING_TIMER } from './timer.jobs.ts';

@Injectable()
@Handles(RING_TIMER)
export class TimerProcessor implements JobHandler<typeof RING_TIMER> {
  constructor(private readonly bell: TimerBell) {}

  handle({ timerId }: { readonly timerId: string }): Promise<void> {
    return this.bell.ring(timerId);
  }
}
