import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseTakenBack } from '../cases/index.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Whoever had the work is told that it is not theirs any more. */
@On<CaseTakenBack>('case.taken_back')
export class AnnounceTakingBack implements Reaction<CaseTakenBack> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, data: { agencyCode, handlerId, reason } }: Stored<CaseTakenBack>): Promise<void> {
    const occasion = { template: 'taken-back', factId, caseId: subject.id, values: () => ({ reason }) } as const;
    return handlerId === null
      ? this.staff.tellAgency(tx, occasion, agencyCode)
      : this.staff.tellAccounts(tx, { ...occasion, agencyCode }, [handlerId]);
  }
}
