import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseReturned } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';

/** A hazard that an agency gave back calls until another one accepts it. */
@On<CaseReturned>('case.returned')
export class ResumeCalls implements Reaction<CaseReturned> {
  constructor(private readonly deadlines: Deadlines) {}

  react(tx: Tx, { subject, at }: Stored<CaseReturned>): Promise<void> {
    return this.deadlines.callAgain(tx, subject.id, at);
  }
}
