import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseMerged } from '../cases/index.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';
import { StaffMessages } from './staff-messages.service.ts';

/**
 * Everybody whose petition moved is told which case answers it now, and whoever worked on it that they need not any more. Why is the
 * agencies' own matter: it may speak of somebody else.
 */
@On<CaseMerged>('case.merged')
export class AnnounceMerge implements Reaction<CaseMerged> {
  constructor(
    private readonly petitioners: PetitionerMessages,
    private readonly staff: StaffMessages,
  ) {}

  async react(tx: Tx, { id: factId, subject, data }: Stored<CaseMerged>): Promise<void> {
    const { intoCaseId, intoCaseNo: otherCaseNo, petitionIds, reason } = data;
    const occasion = { template: 'merged', factId, caseId: intoCaseId } as const;
    for (const petitionId of petitionIds) await this.petitioners.tell(tx, petitionId, occasion);
    const values = () => ({ otherCaseNo, reason });
    const atWork = { template: 'case-merged', factId, caseId: subject.id, values } as const;
    await this.staff.tellHandler(tx, atWork);
    await this.staff.tellHelpers(tx, atWork);
  }
}
