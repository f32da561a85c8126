import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { TimerRang } from '../deadlines/index.ts';
import { AddresseeReadModel } from './addressee.read-model.ts';
import type { Occasion } from './domain/occasion.ts';
import { undecidedWords } from './domain/words.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Those who decide which agency has a case are reminded of one that was given back. */
@On<TimerRang>('timer.rang', ({ data }) => data.kind === 'RETURN')
export class RemindOfReturn implements Reaction<TimerRang> {
  constructor(
    private readonly staff: StaffMessages,
    private readonly addressees: AddresseeReadModel,
  ) {}

  async react(tx: Tx, { id: factId, subject: { id: caseId }, data }: Stored<TimerRang>): Promise<void> {
    const { status } = await this.addressees.caseAtHand(tx, caseId, null);
    if (status !== 'TRIAGE') return; // decided meanwhile
    const [decidedBy, step] = data.subject.split(':') as [string, string];
    const occasion: Occasion = {
      template: 'undecided',
      factId,
      caseId,
      values: (language) => ({ step: undecidedWords(step)[language] }),
    };
    await (decidedBy === 'CITY' ? this.staff.tellCitySupervisors(tx, occasion) : this.staff.tellDispatchers(tx, occasion));
  }
}
