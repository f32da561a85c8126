import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CoHandlerAnswered } from '../cases/index.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Whoever leads the case learns that a helper has done its part; what it wrote stands in the case. */
@On<CoHandlerAnswered>('case.co_handler_answered')
export class AnnounceHelp implements Reaction<CoHandlerAnswered> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, data: { agencyCode } }: Stored<CoHandlerAnswered>): Promise<void> {
    return this.staff.tellHandler(tx, { template: 'co-handler-answered', factId, caseId: subject.id, agencyCode });
  }
}
