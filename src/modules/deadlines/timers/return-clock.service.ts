import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.ts';
import { type BusinessCalendar, Calendars, type SmallClock, smallClock } from '../../calendar/index.ts';
import { CasePolicy } from '../../cases/index.ts';
import { CaseTimerRepository } from './case-timer.repository.ts';
import { returnTimers, ringOfReturn } from './domain/return-timers.ts';

/** The small clock of a case that was given back: it is counted in office time, so it follows the calendar. */
@Injectable()
export class ReturnClocks {
  constructor(
    private readonly timers: CaseTimerRepository,
    private readonly calendars: Calendars,
    private readonly policy: CasePolicy,
  ) {}

  /** @param decidedBy who is to decide which agency has the case */
  async start(tx: Tx, caseId: string, decidedBy: string, at: Date): Promise<void> {
    const clock = this.clockFrom(at, await this.calendars.refresh(tx));
    for (const timer of returnTimers(caseId, decidedBy, at, clock)) await this.timers.set(tx, timer);
  }

  /** Counts what is still to ring by the calendar in force. What has rung has rung: nobody is told twice that a time is over. */
  async recount(tx: Tx): Promise<void> {
    const timers = await this.timers.lockCounted(tx);
    if (timers.length === 0) return;
    const calendar = await this.calendars.refresh(tx); // after the lock: of two revisions at once the later one has the last word
    const ringAt = ({ subject, countedFrom }: (typeof timers)[number]): Date =>
      ringOfReturn(subject, this.clockFrom(countedFrom, calendar));
    await this.timers.move(
      tx,
      timers.map((timer) => ({ id: timer.id, ringAt: ringAt(timer) })),
    );
  }

  private clockFrom(start: Date, calendar: BusinessCalendar): SmallClock {
    return smallClock(start, this.policy.returnDecisionDays, calendar);
  }
}
