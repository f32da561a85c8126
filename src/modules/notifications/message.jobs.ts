import { defineJob } from '../../platform/queue/index.ts';

/** Sends one message of the outbox. */
export const DELIVER = defineJob<{ readonly messageId: string }>('messages', 'deliver');
