import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { ReopenRequested } from '../surveys/index.ts';
import { AddresseeReadModel } from './addressee.read-model.ts';
import { quote } from './domain/quotation.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Characters of what the citizen says. */
const QUOTED = 500;

/** Whoever decides learns until when. */
@On<ReopenRequested>('survey.reopen_requested')
export class CallForDecision implements Reaction<ReopenRequested> {
  constructor(
    private readonly staff: StaffMessages,
    private readonly addressees: AddresseeReadModel,
  ) {}

  async react(tx: Tx, { id: factId, data: { caseId, requestId, dueAt } }: Stored<ReopenRequested>): Promise<void> {
    const { reason } = await this.addressees.reopening(tx, requestId);
    const values = { reason: quote(reason, QUOTED) };
    const occasion = { template: 'reopening-requested', factId, caseId, dueAt: new Date(dueAt), values: () => values } as const;
    await this.staff.tellCitySupervisors(tx, occasion);
  }
}
