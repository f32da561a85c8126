import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseClosed } from '../cases/index.ts';
import { outcomeWords } from './domain/words.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

/** Every petitioner of a case gets its reply. */
@On<CaseClosed>('case.closed')
export class SendReply implements Reaction<CaseClosed> {
  constructor(private readonly messages: PetitionerMessages) {}

  react(tx: Tx, { id: factId, subject, data: { outcome, reply } }: Stored<CaseClosed>): Promise<void> {
    return this.messages.tellAll(tx, {
      template: 'reply',
      factId,
      caseId: subject.id,
      values: (language) => ({ replyText: reply, outcome: outcomeWords(outcome)[language] }),
    });
  }
}
