import { defineJob } from '../../../platform/queue/index.ts';

/** Counts the next open clocks again by the calendar in force: the version that asked for it, or a later one. */
export const REPLAN = defineJob<{ readonly calendarVersion: number }>('calendar', 'replan');
