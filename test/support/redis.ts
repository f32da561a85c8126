import { Redis } from 'ioredis';

/** Set by `npm test` when there is a Redis to test on. */
const SERVER = process.env.TEST_REDIS_URL;
const DATABASES = 16;
const MARK = 'paian-test';

export interface TestRedis {
  readonly url: string;
  drop(): Promise<void>;
}

/** A suite that needs Redis: skipped, and counted as skipped, where there is none. */
export const describeWithRedis: jest.Describe = SERVER === undefined ? describe.skip : describe;

/**
 * A logical database of its own for one test file. Only an empty one is taken, so a server that was named by `REDIS_URL` keeps
 * what it holds.
 */
export async function createTestRedis(): Promise<TestRedis> {
  if (SERVER === undefined) throw new Error('no Redis: put the suite into describeWithRedis');
  for (let database = 1; database < DATABASES; database += 1) {
    const url = new URL(SERVER);
    url.pathname = `/${database}`;
    const client = new Redis(url.href);
    const free = (await client.dbsize()) === 0 && (await client.set(MARK, process.pid, 'NX')) === 'OK';
    if (free) return { url: url.href, drop: () => client.flushdb().then(() => client.disconnect()) };
    client.disconnect();
  }
  throw new Error(`no empty logical database on ${SERVER}`);
}
