import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseMerged } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';

/** Another case answers for this one, within the time since the earlier receipt of the two (併辦). */
@On<CaseMerged>('case.merged')
export class JoinClocks implements Reaction<CaseMerged> {
  constructor(private readonly deadlines: Deadlines) {}

  async react(tx: Tx, { subject, data, at }: Stored<CaseMerged>): Promise<void> {
    await this.deadlines.stop(tx, subject.id, at);
    await this.deadlines.recount(tx, data.intoCaseId, 'MERGE', at);
  }
}
