import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseReturned } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';
import { ReturnClocks } from './timers/return-clock.service.ts';

/** Who has a case that was given back is to be decided soon, which is reminded of. A hazard calls until another agency accepts it. */
@On<CaseReturned>('case.returned')
export class TimeReturn implements Reaction<CaseReturned> {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly returns: ReturnClocks,
  ) {}

  async react(tx: Tx, { subject: { id: caseId }, data: { decidedBy }, at }: Stored<CaseReturned>): Promise<void> {
    await this.returns.start(tx, caseId, decidedBy, at);
    await this.deadlines.callAgain(tx, caseId, at);
  }
}
