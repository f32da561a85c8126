import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import { ConfirmationTokens, type PetitionRegistered } from '../petitions/index.ts';
import { chooseConfirmationContact, chooseReceiptContact } from './domain/contact.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

/** Whoever petitions gets a receipt; whoever has to prove an e-mail address first gets the link for it. */
@On<PetitionRegistered>('petition.registered')
export class AcknowledgePetition implements Reaction<PetitionRegistered> {
  constructor(
    private readonly messages: PetitionerMessages,
    private readonly confirmations: ConfirmationTokens,
  ) {}

  async react(tx: Tx, { id: factId, subject: { id: petitionId }, data }: Stored<PetitionRegistered>): Promise<void> {
    const about = { factId, caseId: data.caseId };
    if (!data.awaitingConfirmation) {
      await this.messages.tell(tx, petitionId, { ...about, template: 'acknowledgement' }, { choose: chooseReceiptContact });
      return;
    }
    await this.messages.tell(
      tx,
      petitionId,
      { ...about, template: 'confirmation' },
      {
        choose: chooseConfirmationContact,
        key: { rel: 'confirmation', issue: () => this.confirmations.issue(tx, petitionId) },
      },
    );
  }
}
