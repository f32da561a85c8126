import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import { CaseLinks, type CaseSupplementRequested } from '../cases/index.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

/** The petitioner of the first petition is asked, or the next who can be: they know the matter best, and one question has one answer. */
@On<CaseSupplementRequested>('case.supplement_requested')
export class AskPetitioner implements Reaction<CaseSupplementRequested> {
  constructor(
    private readonly messages: PetitionerMessages,
    private readonly links: CaseLinks,
  ) {}

  react(tx: Tx, { id: factId, subject, data }: Stored<CaseSupplementRequested>): Promise<void> {
    const { supplementId, question, replyBy } = data;
    return this.messages.tellFirst(
      tx,
      { template: 'supplement', factId, caseId: subject.id, dueAt: new Date(replyBy), values: () => ({ question }) },
      { key: { rel: 'supplement', issue: (petitionId) => this.links.toSupplement(tx, supplementId, petitionId) } },
    );
  }
}
