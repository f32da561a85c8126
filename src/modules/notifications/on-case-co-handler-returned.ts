import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CoHandlerReturned } from '../cases/index.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Whoever leads the case learns that a helper does not help, and why: another may have to be asked. */
@On<CoHandlerReturned>('case.co_handler_returned')
export class AnnounceDeclined implements Reaction<CoHandlerReturned> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, data: { agencyCode, reason } }: Stored<CoHandlerReturned>): Promise<void> {
    const values = () => ({ reason });
    return this.staff.tellHandler(tx, { template: 'co-handler-returned', factId, caseId: subject.id, agencyCode, values });
  }
}
