import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.ts';
import { Database, sql } from '../database/index.ts';
import { Queues } from '../queue/index.ts';
import { REACT } from './reactions.jobs.ts';

const BATCH = 500;

/**
 * How many jobs may wait in the queue: a few seconds' work. A storm waits in the table, where it costs nothing – what waited in the
 * queue for longer than the patience would be offered again and again.
 */
const ROOM = 1_000;

/** How long a delivery may wait in the queue before it is offered again: a queue that lost its memory only makes it late. */
const PATIENCE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Hands the deliveries that were committed to the queue, one job per fact and reaction. */
@Injectable()
export class Relay {
  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /** Returns how many were handed over. Any number of relays may run at once: they skip each other's rows. */
  async run(): Promise<number> {
    let total = 0;
    while ((await this.queues.busy([REACT.queue])) < ROOM) {
      const handed = await this.runBatch();
      total += handed;
      if (handed < BATCH) break;
    }
    return total;
  }

  /** Deliveries that no reaction has taken yet. */
  async pending(): Promise<number> {
    const [row] = await this.database.query<{ pending: number }>(sql`SELECT count(*)::integer AS pending FROM fact_deliveries`);
    return row!.pending;
  }

  private async runBatch(): Promise<number> {
    const now = this.clock.now();
    const again = new Date(now.getTime() + PATIENCE_MS);
    const hour = Math.floor(now.getTime() / HOUR_MS); // a job that failed for good keeps its id: the next hour tries again
    return this.database.transaction(async (tx) => {
      const due = await tx.query<{ factId: string; reaction: string }>(sql`
        WITH due AS (
          SELECT w.fact_id, w.reaction
          FROM fact_deliveries w
          WHERE w.offer_at <= ${now}
          ORDER BY w.offer_at, w.fact_id
          LIMIT ${BATCH}
          FOR UPDATE SKIP LOCKED
        )
        UPDATE fact_deliveries d
        SET offer_at = ${again}
        FROM due w
        WHERE d.fact_id = w.fact_id AND d.reaction = w.reaction
        RETURNING d.fact_id AS "factId", d.reaction`);
      await this.queues.addAll(
        REACT,
        due.map((delivery) => ({ data: delivery, jobId: `${delivery.reaction}-${delivery.factId}-${hour}` })),
      );
      return due.length;
    });
  }
}
