import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type ConnectionOptions, type JobsOptions, Queue } from 'bullmq';
import type { JobContract } from './job.ts';

export const QUEUE_CONNECTION = Symbol('QueueConnection');

export interface NewJob<Data> {
  readonly data: Data;
  /** Two jobs with one id are one job while it is in the queue. Made of random ids, never of a sequence; without `:`. */
  readonly jobId: string;
  readonly delayMs?: number;
}

/** What is done is in the database; the queue keeps only what it could not do. */
const KEEP: JobsOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: { count: 5_000 },
};

const CHUNK = 500;

/** Puts jobs into queues. */
@Injectable()
export class Queues implements OnApplicationShutdown {
  private readonly queues = new Map<string, Queue>();

  constructor(@Inject(QUEUE_CONNECTION) private readonly connection: ConnectionOptions) {}

  async addAll<Data extends object>(contract: JobContract<Data>, jobs: readonly NewJob<Data>[]): Promise<void> {
    const queue = this.queue(contract.queue);
    for (let from = 0; from < jobs.length; from += CHUNK) {
      await queue.addBulk(
        jobs.slice(from, from + CHUNK).map(({ data, jobId, delayMs }) => ({
          name: contract.name,
          data,
          opts: { ...KEEP, jobId, ...(delayMs !== undefined && { delay: Math.max(0, delayMs) }) },
        })),
      );
    }
  }

  /** Jobs that wait or run now; delayed ones are not counted. */
  async busy(names: readonly string[]): Promise<number> {
    const counts = await Promise.all(names.map((name) => this.queue(name).getJobCounts('waiting', 'active', 'prioritized')));
    return counts.flatMap((count) => Object.values(count)).reduce((sum, count) => sum + count, 0);
  }

  /** @throws Error when the queue's server does not answer */
  async ping(): Promise<void> {
    await this.queue('reactions').getJobCounts('waiting');
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private queue(name: string): Queue {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = new Queue(name, { connection: this.connection });
      queue.on('error', () => undefined); // reported by readiness; without a listener it would end the process
      this.queues.set(name, queue);
    }
    return queue;
  }
}
