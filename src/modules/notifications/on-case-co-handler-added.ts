import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CoHandlerAdded } from '../cases/index.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** An agency that is to help is told why. */
@On<CoHandlerAdded>('case.co_handler_added')
export class AskCoHandler implements Reaction<CoHandlerAdded> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, data: { agencyCode, reason } }: Stored<CoHandlerAdded>): Promise<void> {
    const occasion = { template: 'dispatched', factId, caseId: subject.id, values: () => ({ reason }) } as const;
    return this.staff.tellAgency(tx, occasion, agencyCode);
  }
}
