import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseTransferred } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';

/** The citizen's time runs on; the ledger says who holds the case. */
@On<CaseTransferred>('case.transferred')
export class PassClock implements Reaction<CaseTransferred> {
  constructor(private readonly deadlines: Deadlines) {}

  react(tx: Tx, { subject, data, at }: Stored<CaseTransferred>): Promise<void> {
    return this.deadlines.transfer(tx, subject.id, data.toAgencyCode, at);
  }
}
