import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import { Calendars } from '../calendar/index.ts';
import type { CaseReturned } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';
import { CaseTimers } from './timers/case-timer.service.ts';

/**
 * Who has a case that was given back is to be decided soon: a reminder when half of that time is over, and another when all of it is. A
 * hazard calls until another agency accepts it.
 */
@On<CaseReturned>('case.returned')
export class TimeReturn implements Reaction<CaseReturned> {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly timers: CaseTimers,
    private readonly calendars: Calendars,
  ) {}

  async react(tx: Tx, { subject: { id: caseId }, data: { decidedBy, decideBy }, at }: Stored<CaseReturned>): Promise<void> {
    const calendar = this.calendars.current();
    const over = new Date(decideBy);
    const half = calendar.addWorkingMinutes(at, Math.floor(calendar.workingMinutesBetween(at, over) / 2));
    await this.timers.set(tx, { caseId, kind: 'RETURN', subject: `${decidedBy}:HALF`, ringAt: half });
    await this.timers.set(tx, { caseId, kind: 'RETURN', subject: `${decidedBy}:OVER`, ringAt: over });
    await this.deadlines.callAgain(tx, caseId, at);
  }
}
