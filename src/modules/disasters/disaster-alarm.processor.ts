import { Injectable } from '@nestjs/common';
import { Handles, type JobHandler } from '../../platform/queue/index.ts';
import { END_DISASTER } from './disaster-alarm.jobs.ts';
import { DisasterSwitch } from './disaster-switch.service.ts';

@Injectable()
@Handles(END_DISASTER)
export class DisasterAlarmProcessor implements JobHandler<typeof END_DISASTER> {
  constructor(private readonly toggle: DisasterSwitch) {}

  handle({ disasterId }: { readonly disasterId: string }): Promise<void> {
    return this.toggle.ring(disasterId);
  }
}
