import { Inject, Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { type ConnectionOptions, type Job, UnrecoverableError, Worker } from 'bullmq';
import { DomainError } from '../../kernel/errors.ts';
import { SETTINGS_TOKEN, type Settings } from '../config/index.ts';
import { HANDLES, type JobContract, type JobHandler } from './job.ts';
import { QUEUE_CONNECTION, Queues } from './queues.ts';

type Handler = JobHandler<JobContract>;

/** A job outlives so many workers that were killed at it: that is not its fault, until it looks as if it were. */
const DEATHS = 5;

/** Runs every handler that the process's modules hold: one BullMQ worker per queue. Imported by worker processes only. */
@Injectable()
export class Workers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Workers');
  private workers: Worker[] = [];
  /** Jobs in this process's hands: while there are some, no queue has to be asked whether there are. */
  private running = 0;

  constructor(
    @Inject(QUEUE_CONNECTION) private readonly connection: ConnectionOptions,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
    private readonly queues: Queues,
  ) {}

  onApplicationBootstrap(): void {
    for (const [queue, handlers] of this.handlersByQueue()) {
      const worker = new Worker(queue, (job) => this.run(handlers, job), {
        connection: this.connection,
        concurrency: this.settings.workerConcurrency,
        maxStalledCount: DEATHS,
      });
      worker.on('error', (error) => this.logger.warn(`queue ${queue}: ${error.message}`));
      worker.on('failed', (job, error) => this.logger.error(`job ${job?.name} ${job?.id}: ${error.message}`, error.stack));
      this.workers.push(worker);
    }
  }

  /** Lets the running jobs finish before the connections go. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
  }

  /** Whether a job of its queues waits or runs now; delayed ones do not count. */
  async busy(): Promise<boolean> {
    return this.running > 0 || (await this.queues.busy(this.names)) > 0;
  }

  /**
   * Whether no job waits, runs, or failed and will be tried again.
   *
   * Where there are delayed ones, those that failed are looked for twice: a job that begins again after the first look runs at the
   * second, and what fails then is there at the third, for nothing is tried again within a second.
   */
  async idle(): Promise<boolean> {
    if (this.running > 0) return false;
    const counts = await Promise.all(this.names.map(async (name) => ({ name, ...(await this.queues.count(name)) })));
    if (counts.some(({ busy }) => busy > 0)) return false;
    const delaying = counts.filter(({ delayed }) => delayed > 0).map(({ name }) => name);
    const retrying = (): Promise<number> => this.queues.retrying(delaying);
    return (await retrying()) === 0 && (await this.queues.busy(delaying)) === 0 && (await retrying()) === 0;
  }

  private get names(): string[] {
    return this.workers.map((worker) => worker.name);
  }

  private async run(handlers: ReadonlyMap<string, Handler>, job: Job): Promise<void> {
    const handler = handlers.get(job.name);
    if (!handler) throw new UnrecoverableError(`nobody handles ${job.name}`);
    this.running += 1;
    try {
      await handler.handle(job.data as object);
    } catch (error) {
      throw error instanceof DomainError ? new UnrecoverableError(error.message) : error;
    } finally {
      this.running -= 1;
    }
  }

  private handlersByQueue(): Map<string, Map<string, Handler>> {
    const queues = new Map<string, Map<string, Handler>>();
    for (const { metatype, instance } of this.discovery.getProviders() as { metatype: unknown; instance: Handler | null }[]) {
      if (typeof metatype !== 'function' || !instance) continue;
      const contract = this.reflector.get<JobContract | undefined>(HANDLES, metatype as () => void);
      if (!contract) continue;
      const handlers = queues.get(contract.queue) ?? new Map<string, Handler>();
      if (handlers.has(contract.name)) throw new Error(`two handlers of ${contract.queue}/${contract.name}`);
      queues.set(contract.queue, handlers.set(contract.name, instance));
    }
    return queues;
  }
}
