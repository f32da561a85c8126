export { defineJob, Handles, type JobContract, type JobHandler } from './job.ts';
export { type DeadJob, type NewJob, Queues } from './queues.ts';
export { type QueueLocation } from './backend.ts';
export { migrateQueue } from './migrate-queue.ts';
export { QueueModule, WorkersModule } from './queue.module.ts';
export { Workers } from './workers.ts';
