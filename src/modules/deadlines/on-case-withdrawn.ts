import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseWithdrawn } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';

/** What was taken back cannot be late any more. */
@On<CaseWithdrawn>('case.withdrawn')
export class StopClockOfWithdrawn implements Reaction<CaseWithdrawn> {
  constructor(private readonly deadlines: Deadlines) {}

  react(tx: Tx, { subject, at }: Stored<CaseWithdrawn>): Promise<void> {
    return this.deadlines.stop(tx, subject.id, at);
  }
}
