import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseMessageReceived } from '../cases/index.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Who has the case, or had it last, learns that its petitioner has written. */
@On<CaseMessageReceived>('case.message_received')
export class AnnounceMessage implements Reaction<CaseMessageReceived> {
  constructor(private readonly staff: StaffMessages) {}

  async react(tx: Tx, { id: factId, subject, data: { handlerId } }: Stored<CaseMessageReceived>): Promise<void> {
    const occasion = { template: 'written', factId, caseId: subject.id } as const;
    await this.staff.tellAccounts(tx, occasion, handlerId === null ? [] : [handlerId]);
  }
}
