import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CoHandlerRemoved } from '../cases/index.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** A helper whose help is not needed any more may stop: whoever was at it is told, or the desk of the agency when nobody was. */
@On<CoHandlerRemoved>('case.co_handler_removed')
export class ReleaseCoHandler implements Reaction<CoHandlerRemoved> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, data }: Stored<CoHandlerRemoved>): Promise<void> {
    const values = () => ({ reason: data.reason });
    return this.staff.tellLeg(tx, { template: 'co-handler-removed', factId, caseId: subject.id, values }, data);
  }
}
