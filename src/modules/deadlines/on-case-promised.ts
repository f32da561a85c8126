import { addDays, dayOf } from '../../kernel/civil-date.ts';
import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import { Calendars } from '../calendar/index.ts';
import type { CasePromised } from '../cases/index.ts';
import { CaseTimers } from './timers/case-timer.service.ts';

/** A promise is reminded of when the office opens on the last working day before its own, and when its time is over. */
@On<CasePromised>('case.promised')
export class TimePromise implements Reaction<CasePromised> {
  constructor(
    private readonly timers: CaseTimers,
    private readonly calendars: Calendars,
  ) {}

  async react(tx: Tx, { subject: { id: caseId }, data: { promiseId, until }, at }: Stored<CasePromised>): Promise<void> {
    const calendar = this.calendars.current();
    const over = new Date(until);
    let eve = addDays(dayOf(over, calendar.timeZone), -1);
    while (!calendar.isWorkingDay(eve)) eve = addDays(eve, -1);
    const soon = calendar.openingOf(eve);
    if (soon > at) await this.timers.set(tx, { caseId, kind: 'PROMISE', subject: `${promiseId}:SOON`, ringAt: soon });
    await this.timers.set(tx, { caseId, kind: 'PROMISE', subject: `${promiseId}:OVER`, ringAt: over });
  }
}
