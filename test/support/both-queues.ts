import { createTestRedis, describeWithRedis } from './redis.ts';

/** A place for a queue, empty at first. */
export interface TestQueue {
  /** Undefined: in the city's own database. */
  readonly redisUrl: string | undefined;
  drop(): Promise<void>;
}

const onPostgres = async (): Promise<TestQueue> => ({ redisUrl: undefined, drop: async () => undefined });

async function onRedis(): Promise<TestQueue> {
  const { url, drop } = await createTestRedis();
  return { redisUrl: url, drop };
}

/** The same suite for each backend of the queue. @param suite gets what makes a queue of its own */
export function describeOnBothQueues(title: string, suite: (openQueue: () => Promise<TestQueue>) => void): void {
  describe(`${title}, with the queue on PostgreSQL`, () => suite(onPostgres));
  describeWithRedis(`${title}, with the queue on Redis`, () => suite(onRedis));
}
