import { Injectable } from '@nestjs/common';
import { inBatches } from '../../../kernel/batches.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Queues } from '../../../platform/queue/index.ts';
import { REMIND_OF_SURVEY } from './survey-alarm.jobs.ts';
import { SurveyAlarmRepository } from './survey-alarm.repository.ts';
import { SurveyReminders } from './survey-reminder.service.ts';

/** A reminder that was handed over this long ago and has not been looked at was lost by the queue. */
const PATIENCE_MS = 60_000;

const BATCH = 1_000;

/** Rings surveys that wait for an answer. The rows are the truth; the queue only says when to look at one. */
@Injectable()
export class SurveyAlarms {
  constructor(
    private readonly database: Database,
    private readonly alarms: SurveyAlarmRepository,
    private readonly reminders: SurveyReminders,
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
    for (const { surveyId } of due) await this.reminders.remind(surveyId);
    return due.length;
  }

  /** The next instant at which a reminder rings; null when none will. */
  next(): Promise<Date | null> {
    return this.alarms.next(this.database);
  }

  private runBatch(): Promise<number> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const due = await this.alarms.take(tx, now, new Date(now.getTime() - PATIENCE_MS), now, BATCH);
      const jobs = due.map(({ surveyId }) => ({
        data: { surveyId },
        jobId: `survey-reminder-${surveyId}-${now.getTime()}`, // a failed job of the same id would keep it out
      }));
      await this.queues.addAll(REMIND_OF_SURVEY, jobs);
      return due.length;
    });
  }
}
