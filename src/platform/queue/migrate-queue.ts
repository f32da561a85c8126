import { runMigrations } from 'bullmq';
import type { Client } from 'pg';
import { POSTGRES_SCHEMA } from './backend.ts';

/** Brings BullMQ's own tables up to date, where the queue is on PostgreSQL. @param owner a connection of the database's owner */
export async function migrateQueue(owner: Client): Promise<void> {
  await runMigrations(owner, POSTGRES_SCHEMA);
}
