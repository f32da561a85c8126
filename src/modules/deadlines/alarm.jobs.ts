import { defineJob } from '../../platform/queue/index.ts';

/** A deadline as it stood when its alarm was set. */
export interface Alarm {
  readonly deadlineId: string;
  readonly version: number;
}

/** Looks at deadlines at the time of one of their steps. */
export const RING = defineJob<{ readonly alarms: readonly Alarm[] }>('alarms', 'ring');
