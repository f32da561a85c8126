import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseUnactioned } from '../cases/index.ts';
import { groundWords } from './domain/words.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

/** Whoever petitioned is told that nothing will be done, and on which legal ground. */
@On<CaseUnactioned>('case.unactioned')
export class ExplainNoAction implements Reaction<CaseUnactioned> {
  constructor(private readonly messages: PetitionerMessages) {}

  react(tx: Tx, { id: factId, subject, data: { ground, earlierCaseNo } }: Stored<CaseUnactioned>): Promise<void> {
    return this.messages.tellAll(tx, {
      template: 'no-action',
      factId,
      caseId: subject.id,
      values: (language) => ({ reason: groundWords(ground)[language], ...(earlierCaseNo && { earlierCaseNo }) }),
    });
  }
}
