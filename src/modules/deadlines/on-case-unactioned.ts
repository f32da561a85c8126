import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseUnactioned } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';
import { CaseTimers } from './timers/case-timer.service.ts';

/** What is left unprocessed cannot be late any more. */
@On<CaseUnactioned>('case.unactioned')
export class StopClockOfUnactioned implements Reaction<CaseUnactioned> {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly timers: CaseTimers,
  ) {}

  async react(tx: Tx, { subject, at }: Stored<CaseUnactioned>): Promise<void> {
    await this.deadlines.stop(tx, subject.id, at);
    await this.timers.cancelAll(tx, subject.id); // deadlines are locked before timers
  }
}
