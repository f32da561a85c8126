import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import { type IdentityRevealed, purposeWords } from '../cases/index.ts';
import type { Occasion } from './domain/occasion.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Whoever was shown who petitioned has somebody above them who learns it, with what they said that it was for. */
@On<IdentityRevealed>('petition.identity_revealed')
export class ReportReveal implements Reaction<IdentityRevealed> {
  constructor(private readonly staff: StaffMessages) {}

  async react(tx: Tx, { id: factId, at, actor, data }: Stored<IdentityRevealed>): Promise<void> {
    const { caseId, petitionNo, purpose, agencyCode, reportedTo } = data;
    const values: Occasion['values'] = (language) => ({
      person: actor.name,
      purpose: purposeWords(purpose)[language],
      petitionNo,
    });
    const occasion = { template: 'identity-revealed', factId, caseId, ...(agencyCode && { agencyCode }), values } as const;
    if (reportedTo === 'CITY' || agencyCode === null) return this.staff.tellCitySupervisors(tx, occasion);
    await this.staff.tellSupervisors(tx, occasion, agencyCode, at);
  }
}
