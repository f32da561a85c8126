import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseDispatched } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';

/** The ledger says who holds the case; of what the rules dispatched it says so from its first line. */
@On<CaseDispatched>('case.dispatched', ({ data }) => data.by === 'DISPATCHER')
export class HoldClock implements Reaction<CaseDispatched> {
  constructor(private readonly deadlines: Deadlines) {}

  react(tx: Tx, { subject, data, at }: Stored<CaseDispatched>): Promise<void> {
    return this.deadlines.transfer(tx, subject.id, data.agencyCode, at);
  }
}
