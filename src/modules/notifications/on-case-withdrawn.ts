import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseWithdrawn } from '../cases/index.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** The petitioner has it in writing, and the agency that was at work knows that it may stop. */
@On<CaseWithdrawn>('case.withdrawn')
export class ConfirmWithdrawal implements Reaction<CaseWithdrawn> {
  constructor(
    private readonly petitioners: PetitionerMessages,
    private readonly staff: StaffMessages,
  ) {}

  async react(tx: Tx, { id: factId, subject, data: { reason, agencyCode } }: Stored<CaseWithdrawn>): Promise<void> {
    const occasion = { factId, caseId: subject.id };
    await this.petitioners.tellAll(tx, { ...occasion, template: 'withdrawn' });
    if (agencyCode === null) return;
    await this.staff.tellAgency(tx, { ...occasion, template: 'withdrawal', values: () => ({ reason }) }, agencyCode);
  }
}
