import { defineJob } from '../../platform/queue/index.ts';

/** Looks at a deadline at the time of one of its steps. */
export const RING = defineJob<{ readonly deadlineId: string; readonly version: number }>('alarms', 'ring');
