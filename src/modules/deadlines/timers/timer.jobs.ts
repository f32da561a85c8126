import { defineJob } from '../../../platform/queue/index.ts';

/** Looks at a timer at its time. */
export const RING_TIMER = defineJob<{ readonly timerId: string }>('alarms', 'ring-timer');
