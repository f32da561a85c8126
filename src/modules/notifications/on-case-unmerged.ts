import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseUnmerged } from '../cases/index.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

/** Everybody whose petition was taken out again is told that it has a case of its own. */
@On<CaseUnmerged>('case.unmerged')
export class AnnounceUnmerge implements Reaction<CaseUnmerged> {
  constructor(private readonly messages: PetitionerMessages) {}

  async react(tx: Tx, { id: factId, subject, data: { petitionIds } }: Stored<CaseUnmerged>): Promise<void> {
    const occasion = { template: 'unmerged', factId, caseId: subject.id } as const;
    for (const petitionId of petitionIds) await this.messages.tell(tx, petitionId, occasion);
  }
}
