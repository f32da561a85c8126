import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { MergeUndone } from '../cases/index.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Whoever works on the case learns that it answers for the other one no more. */
@On<MergeUndone>('case.merge_undone')
export class AnnounceLessToAnswer implements Reaction<MergeUndone> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, data: { caseNo: otherCaseNo, reason } }: Stored<MergeUndone>): Promise<void> {
    const values = () => ({ otherCaseNo, reason });
    return this.staff.tellHandler(tx, { template: 'merge-undone', factId, caseId: subject.id, values });
  }
}
