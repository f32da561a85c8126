import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseReturned } from '../cases/index.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** A case that was given back waits for the dispatchers; when it is not the first time, for the city's supervisors. */
@On<CaseReturned>('case.returned')
export class AnnounceReturn implements Reaction<CaseReturned> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, data: { agencyCode, reason, decidedBy } }: Stored<CaseReturned>): Promise<void> {
    const occasion = { template: 'returned', factId, caseId: subject.id, agencyCode, values: () => ({ reason }) } as const;
    return decidedBy === 'CITY' ? this.staff.tellCitySupervisors(tx, occasion) : this.staff.tellDispatchers(tx, occasion);
  }
}
