import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseUnmerged } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';

/** Each case has its own time again, as if they had never been one. */
@On<CaseUnmerged>('case.unmerged')
export class PartClocks implements Reaction<CaseUnmerged> {
  constructor(private readonly deadlines: Deadlines) {}

  async react(tx: Tx, { subject, data, at }: Stored<CaseUnmerged>): Promise<void> {
    await this.deadlines.restore(tx, subject.id, new Date(data.mergedAt), at);
    await this.deadlines.recount(tx, subject.id, 'UNMERGE', at);
    await this.deadlines.recount(tx, data.fromCaseId, 'UNMERGE', at);
  }
}
