import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseUnmerged } from '../cases/index.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Everybody whose petition was taken out again is told that it has a case of its own, and whoever works on that, that they do again. */
@On<CaseUnmerged>('case.unmerged')
export class AnnounceUnmerge implements Reaction<CaseUnmerged> {
  constructor(
    private readonly petitioners: PetitionerMessages,
    private readonly staff: StaffMessages,
  ) {}

  async react(tx: Tx, { id: factId, subject, data }: Stored<CaseUnmerged>): Promise<void> {
    const { fromCaseNo: otherCaseNo, petitionIds, reason } = data;
    const occasion = { factId, caseId: subject.id };
    for (const petitionId of petitionIds) await this.petitioners.tell(tx, petitionId, { ...occasion, template: 'unmerged' });
    const atWork = { ...occasion, template: 'case-unmerged', values: () => ({ otherCaseNo, reason }) } as const;
    await this.staff.tellHandler(tx, atWork);
    await this.staff.tellHelpers(tx, atWork);
  }
}
