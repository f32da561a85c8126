import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.ts';
import { Calendars } from '../../calendar/index.ts';
import type { CaseReturned } from '../../cases/index.ts';
import { CaseTimers } from './case-timer.service.ts';

/** At whose level it is to be decided who has a case, and until when. */
type Undecided = Pick<CaseReturned['data'], 'decidedBy' | 'decideBy'>;

/** Reminds those who decide who has a case: when half of the time is over, and when all of it is. */
@Injectable()
export class DecisionTimers {
  constructor(
    private readonly timers: CaseTimers,
    private readonly calendars: Calendars,
  ) {}

  /** @param at when the time began */
  async set(tx: Tx, caseId: string, { decidedBy, decideBy }: Undecided, at: Date): Promise<void> {
    const calendar = this.calendars.current();
    const over = new Date(decideBy);
    const half = calendar.addWorkingMinutes(at, Math.floor(calendar.workingMinutesBetween(at, over) / 2));
    await this.timers.set(tx, { caseId, kind: 'RETURN', subject: `${decidedBy}:HALF`, ringAt: half });
    await this.timers.set(tx, { caseId, kind: 'RETURN', subject: `${decidedBy}:OVER`, ringAt: over });
  }
}
