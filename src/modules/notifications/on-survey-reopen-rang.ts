import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { ReopenRang } from '../surveys/index.ts';
import { AddresseeReadModel } from './addressee.read-model.ts';
import type { Occasion } from './domain/occasion.ts';
import { undecidedWords } from './domain/words.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Everybody who may decide is reminded of a request that nobody has decided. */
@On<ReopenRang>('survey.reopen_rang')
export class RemindOfRequest implements Reaction<ReopenRang> {
  constructor(
    private readonly staff: StaffMessages,
    private readonly addressees: AddresseeReadModel,
  ) {}

  async react(tx: Tx, { id: factId, data: { caseId, requestId, step, dueAt } }: Stored<ReopenRang>): Promise<void> {
    const { state } = await this.addressees.reopening(tx, requestId);
    if (state !== 'OPEN') return; // decided meanwhile
    const occasion: Occasion = {
      template: 'reopening-undecided',
      factId,
      caseId,
      dueAt: new Date(dueAt),
      values: (language) => ({ step: undecidedWords(step)[language] }),
    };
    await this.staff.tellCitySupervisors(tx, occasion);
    await this.staff.tellDispatchers(tx, occasion);
  }
}
