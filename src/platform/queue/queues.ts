import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type ConnectionOptions, type Job, type JobsOptions, Queue } from 'bullmq';
import { closeBackend } from './backend.ts';
import { type JobContract, knownQueues } from './job.ts';

export const QUEUE_CONNECTION = Symbol('QueueConnection');

export interface NewJob<Data> {
  readonly data: Data;
  /** Two jobs with one id are one job while it is in the queue. Made of random ids, never of a sequence; without `:`. */
  readonly jobId: string;
  readonly delayMs?: number;
}

/** Of each queue's dead jobs so many are kept. */
const MOST_DEAD = 5_000;

/** A job that was given up. Why stands in the log: an error may repeat what a citizen wrote. */
export interface DeadJob {
  readonly id: string;
  readonly queue: string;
  readonly name: string;
  readonly attempts: number;
  readonly diedAt: Date;
}

/** What is done is in the database; the queue keeps only what it could not do. */
const KEEP: JobsOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: { count: MOST_DEAD },
};

const UNFINISHED = ['waiting', 'active', 'prioritized', 'delayed'] as const;

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
    const counts = await Promise.all(names.map((name) => this.count(name)));
    return counts.reduce((sum, { busy }) => sum + busy, 0);
  }

  /** Of a queue, at one instant: jobs that wait or run, and jobs that wait for their time. */
  async count(name: string): Promise<{ readonly busy: number; readonly delayed: number }> {
    const { waiting = 0, active = 0, prioritized = 0, delayed = 0 } = await this.queue(name).getJobCounts(...UNFINISHED);
    return { busy: waiting + active + prioritized, delayed };
  }

  /** Jobs that failed and will be tried again. */
  async retrying(names: readonly string[]): Promise<number> {
    const delayed = await Promise.all(names.map((name) => this.queue(name).getDelayed()));
    return delayed.flat().filter(({ attemptsMade }) => attemptsMade > 0).length;
  }

  /** How many jobs of all queues were given up and are still kept. */
  async countDead(): Promise<number> {
    const counts = await Promise.all(knownQueues().map((name) => this.queue(name).getFailedCount()));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Those jobs, in no order: at most `MOST_DEAD` of each queue. */
  async listDead(): Promise<DeadJob[]> {
    const lists = await Promise.all(
      knownQueues().map(async (queue) => (await this.queue(queue).getFailed(0, MOST_DEAD)).map((job) => toDeadJob(queue, job))),
    );
    return lists.flat();
  }

  /** @throws Error when the queue's server does not answer */
  async ping(): Promise<void> {
    await this.queue('reactions').getJobCounts('waiting');
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await closeBackend(this.connection);
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

const toDeadJob = (queue: string, job: Job): DeadJob => ({
  id: job.id ?? '',
  queue,
  name: job.name,
  attempts: job.attemptsMade,
  diedAt: new Date(job.finishedOn ?? job.timestamp),
});
