import { defineJob } from '../../../platform/queue/index.ts';
import type { CountedClock } from './domain/replanning.ts';

/**
 * Counts the next open clocks again by the calendar in force: the version that asked for it, or a later one. `after` is where the job
 * before it left off, so that it need not pass what is left of all that were counted before.
 */
export const REPLAN = defineJob<{ readonly calendarVersion: number; readonly after: CountedClock | null }>('calendar', 'replan');
