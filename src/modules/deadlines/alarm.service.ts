import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Queues } from '../../platform/queue/index.ts';
import { RING } from './alarm.jobs.ts';
import { DeadlineRepository, type DueAlarm } from './deadline.repository.ts';
import { Reminders } from './reminder.service.ts';

const MINUTE_MS = 60_000;

/** Alarms are handed to the queue this long before they ring: hours, not weeks, so that a million open cases do not lie in it. */
const HORIZON_MS = 60 * MINUTE_MS;

/** An alarm that is this late was lost by the queue … */
const LATE_MS = MINUTE_MS / 2;
/** … unless it was handed over only just now. */
const PATIENCE_MS = MINUTE_MS;

const BATCH = 1_000;

/** Rings deadlines. The rows are the truth; the queue only says when to look at one. */
@Injectable()
export class Alarms {
  constructor(
    private readonly database: Database,
    private readonly deadlines: DeadlineRepository,
    private readonly reminders: Reminders,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /** Hands over the alarms that are near, and again those that the queue must have lost. @returns how many */
  async run(): Promise<number> {
    let total = 0;
    for (;;) {
      const handed = await this.runBatch();
      total += handed;
      if (handed < BATCH) return total;
    }
  }

  /** Looks at one deadline: reminds, when it is time. */
  ring(deadlineId: string, version: number): Promise<void> {
    return this.reminders.remind(deadlineId, version);
  }

  /** Rings what is due now, without the queue: for a clock that jumps, whose delays the queue cannot know. @returns how many looked at */
  async ringDue(): Promise<number> {
    const due = await this.deadlines.listDue(this.database, this.clock.now(), BATCH);
    for (const { deadlineId, version } of due) await this.ring(deadlineId, version);
    return due.length;
  }

  /** The next instant at which anything rings; null when nothing will. */
  next(): Promise<Date | null> {
    return this.deadlines.nextRing(this.database);
  }

  private async runBatch(): Promise<number> {
    const now = this.clock.now();
    const after = (ms: number): Date => new Date(now.getTime() + ms);
    return this.database.transaction(async (tx) => {
      const near = await this.deadlines.takeAlarms(tx, after(HORIZON_MS), now, BATCH);
      const lost = await this.deadlines.takeLostAlarms(tx, after(-LATE_MS), after(-PATIENCE_MS), now, BATCH);
      await this.queues.addAll(RING, [
        ...near.map((alarm) => toJob(alarm, now, alarm.step)),
        ...lost.map((alarm) => toJob(alarm, now, `${alarm.step}-${now.getTime()}`)), // a failed job of the same id would keep it out
      ]);
      return Math.max(near.length, lost.length);
    });
  }
}

const toJob = ({ deadlineId, version, ringAt }: DueAlarm, now: Date, suffix: string) => ({
  data: { deadlineId, version },
  jobId: `alarm-${deadlineId}-${version}-${suffix}`,
  delayMs: ringAt.getTime() - now.getTime(),
});
