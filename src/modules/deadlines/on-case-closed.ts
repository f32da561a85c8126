import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseClosed } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';
import { CaseTimers } from './timers/case-timer.service.ts';

/** A closed case has nothing left to be late for. */
@On<CaseClosed>('case.closed')
export class StopClock implements Reaction<CaseClosed> {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly timers: CaseTimers,
  ) {}

  async react(tx: Tx, { subject, at }: Stored<CaseClosed>): Promise<void> {
    await this.deadlines.stop(tx, subject.id, at);
    await this.timers.cancelAll(tx, subject.id); // deadlines are locked before timers
  }
}
