import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseMerged } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';
import { MergedClocks } from './merged-clock.service.ts';

/** Another case answers for this one, within the time since the earlier receipt of the two (併辦). */
@On<CaseMerged>('case.merged')
export class JoinClocks implements Reaction<CaseMerged> {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly clocks: MergedClocks,
  ) {}

  async react(tx: Tx, { subject, data, at }: Stored<CaseMerged>): Promise<void> {
    if (data.pausedAt !== null) await this.deadlines.resume(tx, subject.id, new Date(data.pausedAt), at);
    await this.deadlines.stop(tx, subject.id, at);
    await this.clocks.join(tx, data.intoCaseId, at);
  }
}
