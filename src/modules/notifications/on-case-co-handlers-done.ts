import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CoHandlersDone } from '../cases/index.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Whoever leads the case learns that they wait for no helper any more, and can answer the petitioner. */
@On<CoHandlersDone>('case.co_handlers_done')
export class CallForReply implements Reaction<CoHandlersDone> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject }: Stored<CoHandlersDone>): Promise<void> {
    return this.staff.tellHandler(tx, { template: 'co-handlers-done', factId, caseId: subject.id });
  }
}
