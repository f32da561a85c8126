import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseReturned } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';
import { DecisionTimers } from './timers/decision-timer.service.ts';

/** Who has a case that was given back is to be decided soon. A hazard calls until another agency accepts it. */
@On<CaseReturned>('case.returned')
export class TimeReturn implements Reaction<CaseReturned> {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly timers: DecisionTimers,
  ) {}

  async react(tx: Tx, { subject: { id: caseId }, data, at }: Stored<CaseReturned>): Promise<void> {
    await this.timers.set(tx, caseId, data, at);
    await this.deadlines.callAgain(tx, caseId, at);
  }
}
