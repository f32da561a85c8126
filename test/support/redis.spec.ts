import { Redis } from 'ioredis';
import { createTestRedis, describeWithRedis } from './redis.ts';

describeWithRedis('a Redis for tests', () => {
  test('two files never share a logical database', async () => {
    const first = await createTestRedis();
    const second = await createTestRedis();
    expect(first.url).not.toBe(second.url);
    await Promise.all([first.drop(), second.drop()]);
  });

  test('what a file leaves is gone when it drops its database', async () => {
    const redis = await createTestRedis();
    const client = new Redis(redis.url);
    await client.set('left', 'behind');
    await redis.drop();
    expect(await client.dbsize()).toBe(0);
    client.disconnect();
  });
});
