import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { MergeReceived } from '../cases/index.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Whoever works on the case learns that it answers for another one too. */
@On<MergeReceived>('case.merge_received')
export class AnnounceMoreToAnswer implements Reaction<MergeReceived> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, data: { caseNo: otherCaseNo, reason } }: Stored<MergeReceived>): Promise<void> {
    const values = () => ({ otherCaseNo, reason });
    return this.staff.tellHandler(tx, { template: 'merge-received', factId, caseId: subject.id, values });
  }
}
