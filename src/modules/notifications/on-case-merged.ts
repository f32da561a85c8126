import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseMerged } from '../cases/index.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

/** Everybody whose petition moved is told which case answers it now. Why is the agencies' own matter: it may speak of somebody else. */
@On<CaseMerged>('case.merged')
export class AnnounceMerge implements Reaction<CaseMerged> {
  constructor(private readonly messages: PetitionerMessages) {}

  async react(tx: Tx, { id: factId, data: { intoCaseId: caseId, petitionIds } }: Stored<CaseMerged>): Promise<void> {
    for (const petitionId of petitionIds) await this.messages.tell(tx, petitionId, { template: 'merged', factId, caseId });
  }
}
