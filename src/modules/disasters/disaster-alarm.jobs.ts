import { defineJob } from '../../platform/queue/index.ts';

/** Looks at a disaster when its time is over. */
export const END_DISASTER = defineJob<{ readonly disasterId: string }>('alarms', 'end-disaster');
