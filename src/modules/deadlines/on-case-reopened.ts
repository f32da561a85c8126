import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseReopened } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';

/** A case that is taken up again has a new time limit. */
@On<CaseReopened>('case.reopened')
export class RestartClock implements Reaction<CaseReopened> {
  constructor(private readonly deadlines: Deadlines) {}

  react(tx: Tx, { subject, data, at }: Stored<CaseReopened>): Promise<void> {
    return this.deadlines.restart(tx, subject.id, new Date(data.closedAt), at);
  }
}
