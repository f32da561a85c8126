import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseReturned } from '../cases/index.ts';
import { AddresseeReadModel } from './addressee.read-model.ts';
import { type Occasion, proposalValues } from './domain/occasion.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** A case that was given back waits for the dispatchers and the head of the agency; when it is not the first time, for the city's supervisors. */
@On<CaseReturned>('case.returned')
export class AnnounceReturn implements Reaction<CaseReturned> {
  constructor(
    private readonly staff: StaffMessages,
    private readonly addressees: AddresseeReadModel,
  ) {}

  async react(tx: Tx, { id: factId, subject: { id: caseId }, at, data }: Stored<CaseReturned>): Promise<void> {
    const { agencyCode, reason, proposedAgencyCode, decidedBy } = data;
    const proposal = proposalValues(await this.addressees.agencyName(tx, proposedAgencyCode));
    const values: Occasion['values'] = (language) => ({ reason, ...proposal(language) });
    const occasion = { template: 'returned', factId, caseId, agencyCode, values } as const;
    await this.staff.tellDeciders(tx, occasion, { decidedBy, returnedBy: agencyCode }, at);
  }
}
