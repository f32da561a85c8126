import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseReplyRejected } from '../cases/index.ts';
import { HandoverMessages } from './handover-messages.service.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** A reply that was not approved goes back to whoever wrote it, with the remark; to an agency outside the city with a new link. */
@On<CaseReplyRejected>('case.reply_rejected')
export class GiveReplyBack implements Reaction<CaseReplyRejected> {
  constructor(
    private readonly staff: StaffMessages,
    private readonly handovers: HandoverMessages,
  ) {}

  react(tx: Tx, { id: factId, subject, data }: Stored<CaseReplyRejected>): Promise<void> {
    const { note, handlerIds, outsideAgencyCode } = data;
    const occasion = { factId, caseId: subject.id, values: () => ({ reason: note ?? '' }) };
    return outsideAgencyCode === null
      ? this.staff.tellAccounts(tx, { ...occasion, template: 'reply-rejected' }, handlerIds)
      : this.handovers.sendLink(tx, { ...occasion, template: 'referral-rejected' }, outsideAgencyCode);
  }
}
