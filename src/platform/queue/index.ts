export { defineJob, Handles, type JobContract, type JobHandler } from './job.ts';
export { type NewJob, Queues } from './queues.ts';
export { type QueueLocation } from './backend.ts';
