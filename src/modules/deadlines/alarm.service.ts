import { Injectable, Logger } from '@nestjs/common';
import { inBatches } from '../../kernel/batches.ts';
import { newId } from '../../kernel/ids.ts';
import { Database } from '../../platform/database/index.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Queues } from '../../platform/queue/index.ts';
import { type Alarm, RING } from './alarm.jobs.ts';
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

/** Deadlines of one job, which is one transaction: at the closing of the offices thousands ring at once. */
const TOGETHER = 100;

/** Rings deadlines. The rows are the truth; the queue only says when to look at one. */
@Injectable()
export class Alarms {
  private readonly logger = new Logger('Alarms');

  constructor(
    private readonly database: Database,
    private readonly deadlines: DeadlineRepository,
    private readonly reminders: Reminders,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /** Hands over the alarms that are near, and again those that the queue must have lost. @returns how many */
  run(): Promise<number> {
    return inBatches(BATCH, () => this.runBatch());
  }

  /**
   * Looks at deadlines: reminds of those whose time it is.
   *
   * @throws Error when one cannot be rung; it does not keep the others silent
   */
  async ring(alarms: readonly Alarm[]): Promise<void> {
    try {
      await this.reminders.remind(alarms);
    } catch (error) {
      if (alarms.length < 2) throw error;
      this.logger.warn(`${alarms.length} alarms are rung one by one: ${(error as Error).message}`);
      const results = await Promise.allSettled(alarms.map((alarm) => this.reminders.remind([alarm])));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    }
  }

  /** Rings what is due now, without the queue: for a clock that jumps, whose delays the queue cannot know. @returns how many looked at */
  async ringDue(): Promise<number> {
    const due = await this.deadlines.listDue(this.database, this.clock.now(), BATCH);
    for (const alarms of together(due)) await this.ring(alarms);
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
      await this.queues.addAll(
        RING,
        [...together(near), ...together(lost)].map((alarms) => toJob(alarms, now)),
      );
      return Math.max(near.length, lost.length);
    });
  }
}

/** Alarms of the same instant, so many at a time. */
function together(alarms: readonly DueAlarm[]): DueAlarm[][] {
  const sorted = [...alarms].sort((a, b) => a.ringAt.getTime() - b.ringAt.getTime());
  const groups: DueAlarm[][] = [];
  for (const alarm of sorted) {
    const last = groups.at(-1);
    const fits = last && last.length < TOGETHER && last[0]!.ringAt.getTime() === alarm.ringAt.getTime();
    if (fits) last.push(alarm);
    else groups.push([alarm]);
  }
  return groups;
}

/** What two jobs ring twice rings once. The id is new each time: a failed job of the same id would keep it out. */
const toJob = (alarms: readonly DueAlarm[], now: Date) => ({
  data: { alarms: alarms.map(({ deadlineId, version }) => ({ deadlineId, version })) },
  jobId: `alarms-${newId()}`,
  delayMs: alarms[0]!.ringAt.getTime() - now.getTime(),
});
