import { Logger } from '@nestjs/common';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Redis } from 'ioredis';

/** What is counted, and how far. */
export interface Counted {
  readonly key: string;
  readonly max: number;
  readonly windowMs: number;
}

/** How a count stands. */
export interface Standing {
  /** One more than the most was counted. */
  readonly exceeded: boolean;
  readonly remaining: number;
  /** Until the window ends. */
  readonly seconds: number;
}

type Counter = (counted: Counted, count: boolean) => Promise<Standing>;

/** Keys that a process remembers by itself; beyond that the one counted longest ago is forgotten. */
const CAPACITY = 50_000;

/** A Redis that does not answer must not hold up whoever asks. */
const PATIENCE = { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 500, connectTimeout: 2_000 };

/** After which one that did not answer is asked again: where it hangs, one request waits for it and not each. */
const PAUSE_MS = 2_000;

/** Counts in Redis for all processes, or for itself where there is none, or as long as it is away. */
export class Counters {
  private readonly logger = new Logger('RateLimits');
  private away = false;
  /** By the machine's clock that only goes forward. */
  private askedAgainAt = 0;

  private constructor(
    private readonly own: Counter,
    private readonly shared: Counter | null,
    private readonly redis: Redis | null,
  ) {}

  static async open(fastify: FastifyInstance, redisUrl: string | null): Promise<Counters> {
    const own = await counterOf(fastify, { cache: CAPACITY });
    if (redisUrl === null) return new Counters(own, null, null);
    const redis = new Redis(redisUrl, PATIENCE).on('error', () => undefined); // told when it is asked
    return new Counters(own, await counterOf(fastify, { redis, nameSpace: 'paian:rate:' }), redis);
  }

  async ask(counted: Counted, count: boolean): Promise<Standing> {
    if (this.shared !== null && performance.now() >= this.askedAgainAt) {
      try {
        const standing = await this.shared(counted, count);
        this.away = false;
        return standing;
      } catch {
        if (!this.away) this.logger.warn('Redis does not answer: each process counts requests by itself');
        this.away = true;
        this.askedAgainAt = performance.now() + PAUSE_MS;
      }
    }
    return this.own(counted, count);
  }

  close(): void {
    this.redis?.disconnect();
  }
}

/** The plug-in counts for requests; here anything with a key stands in the place of one. In a scope of its own, so that it may be had twice. */
async function counterOf(
  fastify: FastifyInstance,
  store: { readonly cache?: number; readonly redis?: Redis; readonly nameSpace?: string },
): Promise<Counter> {
  const countedIn = (request: FastifyRequest): Counted => request as unknown as Counted;
  let check: ReturnType<FastifyInstance['createRateLimit']> | undefined;
  await fastify.register(async (scope) => {
    await scope.register(rateLimit, {
      ...store,
      global: false,
      keyGenerator: (request) => countedIn(request).key,
      max: (request) => countedIn(request).max,
      timeWindow: (request) => countedIn(request).windowMs,
    });
    check = scope.createRateLimit();
  });
  return async (counted, count) => {
    const subject = { ...counted, routeOptions: { config: {} } } as unknown as FastifyRequest;
    const result = await check!(subject, { increment: count });
    if (result.isAllowed) throw new Error('nothing is on a list of exceptions');
    return { exceeded: result.isExceeded, remaining: result.remaining, seconds: result.ttlInSeconds };
  };
}
