import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import { Database } from '../../platform/database/index.ts';
import { Calendars } from '../calendar/index.ts';
import { DeadlineRepository } from './deadline.repository.ts';
import { afterRing } from './domain/deadline.ts';
import { ReminderBook } from './reminder-book.service.ts';

/** Reminds of one deadline, each step once. */
@Injectable()
export class Reminders {
  constructor(
    private readonly database: Database,
    private readonly deadlines: DeadlineRepository,
    private readonly book: ReminderBook,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  /** Locks, compares version and time, reminds or does nothing: an alarm may ring late, early or twice. */
  async remind(deadlineId: string, version: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const deadline = await this.deadlines.lock(tx, deadlineId);
      if (!deadline || deadline.version !== version || deadline.state !== 'RUNNING') return;
      if (await this.book.isBehind(tx, deadline)) return;
      const now = this.clock.now();
      const calendar = this.calendars.current().in(deadline.districtCode);
      const { fire, steps, next } = afterRing(deadline.steps, deadline.sla, now, calendar);
      await this.deadlines.save(tx, { ...deadline, steps }, next);
      if (fire) await this.book.enter(tx, deadline, fire, now);
    });
  }
}
