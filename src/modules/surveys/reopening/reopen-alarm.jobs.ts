import { defineJob } from '../../../platform/queue/index.ts';

/** Looks at a request to reopen when those who decide are to be reminded. */
export const RING_REOPENING = defineJob<{ readonly requestId: string }>('alarms', 'ring-reopening');
