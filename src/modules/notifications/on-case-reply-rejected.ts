import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseReplyRejected } from '../cases/index.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** A reply that was not approved goes back to whoever wrote it, with the remark. */
@On<CaseReplyRejected>('case.reply_rejected')
export class GiveReplyBack implements Reaction<CaseReplyRejected> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, data: { note, handlerIds } }: Stored<CaseReplyRejected>): Promise<void> {
    const values = () => ({ reason: note ?? '' });
    return this.staff.tellAccounts(tx, { template: 'reply-rejected', factId, caseId: subject.id, values }, handlerIds);
  }
}
