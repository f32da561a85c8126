import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import { CaseRepository, type CaseSupplementRequested } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';
import { CaseTimers } from './timers/case-timer.service.ts';

/** Waiting for a petitioner ends some day; meanwhile the clock may stand still. */
@On<CaseSupplementRequested>('case.supplement_requested')
export class AwaitSupplement implements Reaction<CaseSupplementRequested> {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly cases: CaseRepository,
    private readonly timers: CaseTimers,
  ) {}

  async react(tx: Tx, { subject: { id: caseId }, data }: Stored<CaseSupplementRequested>): Promise<void> {
    if (data.pausedAt !== null) await this.deadlines.pause(tx, caseId, new Date(data.pausedAt));
    const { supplement } = await this.cases.lockById(tx, caseId);
    if (supplement?.id !== data.supplementId) return; // answered before anybody told
    await this.timers.set(tx, { caseId, kind: 'SUPPLEMENT', subject: data.supplementId, ringAt: new Date(data.replyBy) });
  }
}
