import { type ConnectionOptions, createPostgresBackend, createRedisBackend, setDefaultBackendFactory } from 'bullmq';
import { Pool } from 'pg';

/** Where the queue lives. */
export type QueueLocation = { readonly redisUrl: string } | { readonly databaseUrl: string };

/** BullMQ looks for its tables here, if it is given connections that are there already. */
export const POSTGRES_SCHEMA = 'bullmq';

/** For all queues of a process together: each worker of a queue listens on one of them for as long as it lives, and the rest do the work. */
const CONNECTIONS = 9;

/** Makes BullMQ use one backend for this process; nothing above this file can tell which. `closeBackend` lets go of what it opens. */
export function chooseBackend(location: QueueLocation): ConnectionOptions {
  if ('redisUrl' in location) {
    setDefaultBackendFactory(createRedisBackend);
    return { url: location.redisUrl, maxRetriesPerRequest: null };
  }
  setDefaultBackendFactory(createPostgresBackend);
  const pool = new Pool({
    connectionString: location.databaseUrl,
    options: `-c search_path=${POSTGRES_SCHEMA}`,
    keepAlive: true,
    max: CONNECTIONS,
  });
  return pool.setMaxListeners(0); // every queue and every worker listens to what becomes of it
}

/** After everything that used it was closed. */
export async function closeBackend(connection: ConnectionOptions): Promise<void> {
  if (connection instanceof Pool) await connection.end();
}
