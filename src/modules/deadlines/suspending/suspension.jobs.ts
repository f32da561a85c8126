import { defineJob } from '../../../platform/queue/index.ts';

/** Suspends the next clocks for the disaster that is underway, and lets those run again whose disaster is over. */
export const MOVE_SUSPENSIONS = defineJob<Record<string, never>>('suspensions', 'move');
