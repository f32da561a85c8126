import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { ReopenDecided } from '../surveys/index.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

/** Whoever asked for the case to be opened again is told what became of it. */
@On<ReopenDecided>('survey.reopen_decided')
export class AnswerReopenRequest implements Reaction<ReopenDecided> {
  constructor(private readonly messages: PetitionerMessages) {}

  async react(tx: Tx, { id: factId, data: { caseId, petitionId, decision, note } }: Stored<ReopenDecided>): Promise<void> {
    const template = decision === 'REJECTED' ? 'reopening-rejected' : 'reopening-approved';
    const values = note === null ? {} : { reason: note };
    await this.messages.tell(tx, petitionId, { template, factId, caseId, values: () => values });
  }
}
