import { Injectable } from '@nestjs/common';
import { inBatches } from '../../../kernel/batches.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Queues } from '../../../platform/queue/index.ts';
import { RING_REOPENING } from './reopen-alarm.jobs.ts';
import { ReopenAlarmRepository } from './reopen-alarm.repository.ts';
import { ReopenBell } from './reopen-bell.service.ts';

/** An alarm that was handed over this long ago and has not been looked at was lost by the queue. */
const PATIENCE_MS = 60_000;

const BATCH = 1_000;

/** Rings requests to reopen that wait for a decision. The rows are the truth; the queue only says when to look at one. */
@Injectable()
export class ReopenAlarms {
  constructor(
    private readonly database: Database,
    private readonly alarms: ReopenAlarmRepository,
    private readonly bell: ReopenBell,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /** Hands over what is due, and again what the queue must have lost. @returns how many */
  run(): Promise<number> {
    return inBatches(BATCH, () => this.runBatch());
  }

  /** Rings what is due now, without the queue: for a clock that jumps. @returns how many looked at */
  async ringDue(): Promise<number> {
    const due = await this.alarms.listDue(this.database, this.clock.now(), BATCH);
    for (const requestId of due) await this.bell.ring(requestId);
    return due.length;
  }

  /** The next instant at which an alarm rings; null when none will. */
  next(): Promise<Date | null> {
    return this.alarms.next(this.database);
  }

  private runBatch(): Promise<number> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const due = await this.alarms.take(tx, now, new Date(now.getTime() - PATIENCE_MS), BATCH);
      const jobs = due.map((requestId) => ({
        data: { requestId },
        jobId: `reopening-${requestId}-${now.getTime()}`, // a failed job of the same id would keep it out
      }));
      await this.queues.addAll(RING_REOPENING, jobs);
      return due.length;
    });
  }
}
