import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseTracked } from '../cases/index.ts';
import { AddresseeReadModel } from './addressee.read-model.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** The petitioners learn until when the rest will be done, and the agency that it has to do it. */
@On<CaseTracked>('case.tracked')
export class AnnounceTracking implements Reaction<CaseTracked> {
  constructor(
    private readonly petitioners: PetitionerMessages,
    private readonly staff: StaffMessages,
    private readonly addressees: AddresseeReadModel,
  ) {}

  async react(tx: Tx, { id: factId, subject: { id: caseId }, data: { reason, until } }: Stored<CaseTracked>): Promise<void> {
    const occasion = { factId, caseId, dueAt: new Date(until), values: () => ({ reason }) };
    await this.petitioners.tellAll(tx, { ...occasion, template: 'tracked' });
    const { leadAgencyCode } = await this.addressees.caseAtHand(tx, caseId, null);
    if (leadAgencyCode !== null) await this.staff.tellAgency(tx, { ...occasion, template: 'tracking' }, leadAgencyCode);
  }
}
