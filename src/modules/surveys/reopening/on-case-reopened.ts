import type { Tx } from '../../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../../platform/facts/index.ts';
import type { CaseReopened } from '../../cases/index.ts';
import { ReopenRequests } from './reopen-request.service.ts';

/** A case that is open again leaves no request to open it. */
@On<CaseReopened>('case.reopened')
export class OvertakeRequests implements Reaction<CaseReopened> {
  constructor(private readonly requests: ReopenRequests) {}

  react(tx: Tx, { subject }: Stored<CaseReopened>): Promise<void> {
    return this.requests.overtake(tx, subject.id);
  }
}
