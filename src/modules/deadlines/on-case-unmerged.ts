import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseUnmerged } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';
import { MergedClocks } from './merged-clock.service.ts';
import { CaseTimers } from './timers/case-timer.service.ts';

/** Each case has its own time again, as if they had never been one; what rang meanwhile and nobody heard rings again. */
@On<CaseUnmerged>('case.unmerged')
export class PartClocks implements Reaction<CaseUnmerged> {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly clocks: MergedClocks,
    private readonly timers: CaseTimers,
  ) {}

  async react(tx: Tx, { subject, data, at }: Stored<CaseUnmerged>): Promise<void> {
    const mergedAt = new Date(data.mergedAt);
    await this.deadlines.restore(tx, subject.id, mergedAt, at);
    await this.deadlines.recount(tx, subject.id, { kind: 'UNMERGE' }, at);
    await this.clocks.part(tx, data.fromCaseId, at);
    await this.timers.ringAgain(tx, subject.id, 'RETURN', mergedAt, at); // deadlines are locked before timers
  }
}
