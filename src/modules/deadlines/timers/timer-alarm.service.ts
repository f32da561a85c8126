import { Injectable } from '@nestjs/common';
import { inBatches } from '../../../kernel/batches.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Queues } from '../../../platform/queue/index.ts';
import { CaseTimerRepository, type NearTimer } from './case-timer.repository.ts';
import { TimerBell } from './timer-bell.service.ts';
import { RING_TIMER } from './timer.jobs.ts';

const MINUTE_MS = 60_000;

/** As with deadlines: handed over an hour before; looked for again when half a minute late, unless handed over a minute ago. */
const HORIZON_MS = 60 * MINUTE_MS;
const LATE_MS = MINUTE_MS / 2;
const PATIENCE_MS = MINUTE_MS;

const BATCH = 1_000;

/** Hands timers to the queue. The rows are the truth; the queue only says when to look at one. */
@Injectable()
export class TimerAlarms {
  constructor(
    private readonly database: Database,
    private readonly timers: CaseTimerRepository,
    private readonly bell: TimerBell,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /** Hands over the timers that are near, and again those that the queue must have lost. @returns how many */
  run(): Promise<number> {
    return inBatches(BATCH, () => this.runBatch());
  }

  /** Rings what is due now, without the queue, in order. @returns how many looked at */
  async ringDue(): Promise<number> {
    const due = await this.timers.listDue(this.database, this.clock.now(), BATCH);
    for (const { id } of due) await this.bell.ring(id);
    return due.length;
  }

  /** The next instant at which a timer rings; null when none will. */
  next(): Promise<Date | null> {
    return this.timers.nextRing(this.database);
  }

  private async runBatch(): Promise<number> {
    const now = this.clock.now();
    const after = (ms: number): Date => new Date(now.getTime() + ms);
    return this.database.transaction(async (tx) => {
      const near = await this.timers.takeNear(tx, after(HORIZON_MS), now, BATCH);
      const lost = await this.timers.takeLost(tx, after(-LATE_MS), after(-PATIENCE_MS), now, BATCH);
      await this.queues.addAll(RING_TIMER, [
        ...near.map((timer) => toJob(timer, now, '')),
        ...lost.map((timer) => toJob(timer, now, `-${now.getTime()}`)), // a failed job of the same id would keep it out
      ]);
      return Math.max(near.length, lost.length);
    });
  }
}

const toJob = ({ id, ringAt }: NearTimer, now: Date, suffix: string) => ({
  data: { timerId: id },
  jobId: `timer-${id}-${ringAt.getTime()}${suffix}`,
  delayMs: ringAt.getTime() - now.getTime(),
});
