import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.ts';
import { CaseRepository, type CaseSupplementExpired } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';
import { CaseTimers } from './timers/case-timer.service.ts';

/** The clocks of a question to a petitioner that is closed, however it was. */
@Injectable()
export class SupplementClocks {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly cases: CaseRepository,
    private readonly timers: CaseTimers,
  ) {}

  /** Lets the case's clock run again, and the question's ring no more. */
  async end(tx: Tx, caseId: string, { supplementId, pausedAt, endedAt }: CaseSupplementExpired['data']): Promise<void> {
    if (pausedAt !== null) await this.deadlines.resume(tx, caseId, new Date(pausedAt), new Date(endedAt));
    const { supplement } = await this.cases.lockById(tx, caseId);
    if (supplement?.pausedAt) await this.deadlines.pause(tx, caseId, supplement.pausedAt); // the next question was told first
    await this.timers.cancel(tx, caseId, 'SUPPLEMENT', supplementId);
  }
}
