import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { PromiseKept } from '../cases/index.ts';
import { CaseTimers } from './timers/case-timer.service.ts';

/** What has been done needs no reminder. */
@On<PromiseKept>('case.promise_kept')
export class ForgetPromise implements Reaction<PromiseKept> {
  constructor(private readonly timers: CaseTimers) {}

  async react(tx: Tx, { subject, data: { promiseId } }: Stored<PromiseKept>): Promise<void> {
    for (const step of ['SOON', 'OVER']) await this.timers.cancel(tx, subject.id, 'PROMISE', `${promiseId}:${step}`);
  }
}
