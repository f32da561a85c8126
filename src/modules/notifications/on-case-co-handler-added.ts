import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CoHandlerAdded } from '../cases/index.ts';
import { HandoverMessages } from './handover-messages.service.ts';

/** An agency that is to help is told why. */
@On<CoHandlerAdded>('case.co_handler_added')
export class AskCoHandler implements Reaction<CoHandlerAdded> {
  constructor(private readonly handovers: HandoverMessages) {}

  react(tx: Tx, { id: factId, subject, data: { agencyCode, reason } }: Stored<CoHandlerAdded>): Promise<void> {
    const occasion = { factId, caseId: subject.id, values: () => ({ reason }) };
    return this.handovers.tell(tx, occasion, agencyCode);
  }
}
