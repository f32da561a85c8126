import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseDispatched } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';
import { CaseTimers } from './timers/case-timer.service.ts';

/** Who has the case is decided, and the ledger says it; of what the rules dispatched it says so from its first line. */
@On<CaseDispatched>('case.dispatched', ({ data }) => data.by === 'DISPATCHER')
export class HoldClock implements Reaction<CaseDispatched> {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly timers: CaseTimers,
  ) {}

  async react(tx: Tx, { subject, data, at }: Stored<CaseDispatched>): Promise<void> {
    await this.timers.cancel(tx, subject.id, 'RETURN');
    await this.deadlines.transfer(tx, subject.id, data.agencyCode, at);
  }
}
