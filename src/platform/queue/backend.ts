import { type ConnectionOptions, createPostgresBackend, createRedisBackend, setDefaultBackendFactory } from 'bullmq';

/** Where the queue lives. */
export type QueueLocation = { readonly redisUrl: string } | { readonly databaseUrl: string };

export const POSTGRES_SCHEMA = 'bullmq';

/** Makes BullMQ use one backend for this process; nothing above this file can tell which. */
export function chooseBackend(location: QueueLocation): ConnectionOptions {
  if ('redisUrl' in location) {
    setDefaultBackendFactory(createRedisBackend);
    return { url: location.redisUrl, maxRetriesPerRequest: null };
  }
  setDefaultBackendFactory(createPostgresBackend);
  const connection = { connectionString: location.databaseUrl, schema: POSTGRES_SCHEMA, max: 3 };
  return connection;
}
