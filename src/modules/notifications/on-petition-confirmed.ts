import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { PetitionConfirmed } from '../petitions/index.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

/** A petition that waited for its link is received now. */
@On<PetitionConfirmed>('petition.confirmed')
export class AcknowledgeConfirmation implements Reaction<PetitionConfirmed> {
  constructor(private readonly messages: PetitionerMessages) {}

  async react(tx: Tx, { id: factId, subject, data }: Stored<PetitionConfirmed>): Promise<void> {
    await this.messages.tell(tx, subject.id, { template: 'acknowledgement', factId, caseId: data.caseId });
  }
}
