import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { DeadlineRang } from '../deadlines/index.ts';
import { stepWords } from './domain/words.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** The clock of a case rang: those on the ladder of this step are told at once, one message each, unless their digest will tell them. */
@On<DeadlineRang>('deadline.rang', ({ data }) => !data.gathered)
export class SendReminders implements Reaction<DeadlineRang> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, data }: Stored<DeadlineRang>): Promise<void> {
    const { template, words } = stepWords(data.step);
    return this.staff.tellAccounts(
      tx,
      {
        template,
        factId,
        caseId: subject.id,
        dueAt: new Date(data.dueAt),
        values: (language) => ({ step: words[language] }),
      },
      data.recipients.map(({ accountId }) => accountId),
    );
  }
}
